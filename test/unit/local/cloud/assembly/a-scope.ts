import { noValue, type Scope } from '../../../../../local/cloud/assembly/resolve-value';

/** What intrinsic functions read, each answer naming what was asked for. */
export const aScope = (overrides: Partial<Scope> = {}): Scope => ({
  region: 'eu-west-2',
  reference: (name) => (name === 'AWS::NoValue' ? noValue : `ref-${name}`),
  attribute: (logicalId, name) => `${logicalId}.${name}`,
  condition: (name) => name === 'Yes',
  mapping: (map, first, second) => `${map}/${first}/${second}`,
  importValue: (name) => `import-${name}`,
  stackOutput: (stack, output) => `${stack}!${output}`,
  dynamicReference: (service, reference) => `<${service}:${reference}>`,
  ...overrides,
});
