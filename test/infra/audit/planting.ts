import type { App, Stack } from 'aws-cdk-lib';
import { resourceAt } from './an-audited-platform';

export type Plant = readonly [
  rule: string,
  violation: string,
  plant: (app: App, environment: string) => void,
  production?: true,
];

export const override =
  (path: string, type: string, property: string, value: unknown) => (app: App, environment: string) =>
    resourceAt(app, `${environment}-${path}`, type).addPropertyOverride(property, value);

export const stackOf = (app: App, name: string) => app.node.findChild(name) as Stack;
