import * as z from 'zod';
import { own } from '../../../domain/own';

/** What a template's intrinsic functions read while one stack is provisioned. */
export interface Scope {
  /** `Ref`: a parameter, a pseudo parameter or a resource; `noValue` for `AWS::NoValue`. */
  reference(name: string): unknown;
  attribute(logicalId: string, name: string): unknown;
  condition(name: string): boolean;
  mapping(map: string, first: string, second: string): unknown;
  importValue(name: string): unknown;
  /** An output of another stack, exported or not. */
  stackOutput(stack: string, output: string): unknown;
  /** A dynamic reference, such as `ssm` and `/dip/local/Name`. */
  dynamicReference(service: string, reference: string): string;
  readonly region: string;
}

/** What `AWS::NoValue` resolves to: the property or the list entry is left out. */
export const noValue = Symbol('AWS::NoValue');

type Intrinsic = (argument: unknown, scope: Scope) => unknown;

const pair = z.tuple([z.unknown(), z.unknown()]);
const list = z.array(z.unknown());
const stackOutput = z.object({ StackName: z.string(), OutputName: z.string() });

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (name, scope) => scope.reference(String(name)),
  'Fn::GetAtt': (argument, scope) => {
    const [logicalId = '', ...name] = typeof argument === 'string' ? argument.split('.') : resolveList(argument, scope);
    return scope.attribute(String(logicalId), name.join('.'));
  },
  'Fn::Sub': (argument, scope) => substitute(argument, scope),
  'Fn::Join': (argument, scope) => {
    const [separator, parts] = pair.parse(argument);
    return resolveList(parts, scope).join(String(separator));
  },
  'Fn::Split': (argument, scope) => {
    const [separator, text] = pair.parse(argument);
    return String(resolveValue(text, scope)).split(String(separator));
  },
  'Fn::Select': (argument, scope) => {
    const [index, from] = pair.parse(argument);
    return resolveList(from, scope)[Number(resolveValue(index, scope))];
  },
  'Fn::If': (argument, scope) => {
    const [name, yes, no] = z.tuple([z.string(), z.unknown(), z.unknown()]).parse(argument);
    return resolveValue(scope.condition(name) ? yes : no, scope);
  },
  'Fn::And': (argument, scope) => resolveList(argument, scope).every(isTrue),
  'Fn::Or': (argument, scope) => resolveList(argument, scope).some(isTrue),
  'Fn::Not': (argument, scope) => !isTrue(resolveList(argument, scope)[0]),
  'Fn::Equals': (argument, scope) => {
    const [left, right] = resolveList(argument, scope);
    return JSON.stringify(left) === JSON.stringify(right);
  },
  Condition: (name, scope) => scope.condition(String(name)),
  'Fn::FindInMap': (argument, scope) => {
    const [map, first, second] = resolveList(argument, scope).map(String);
    return scope.mapping(map ?? '', first ?? '', second ?? '');
  },
  'Fn::ImportValue': (argument, scope) => scope.importValue(String(resolveValue(argument, scope))),
  // What CDK's weak references between stacks are made of.
  'Fn::GetStackOutput': (argument, scope) => {
    const { StackName, OutputName } = stackOutput.parse(resolveValue(argument, scope));
    return scope.stackOutput(StackName, OutputName);
  },
  'Fn::Base64': (argument, scope) => Buffer.from(String(resolveValue(argument, scope))).toString('base64'),
  'Fn::GetAZs': (_argument, scope) => ['a', 'b', 'c'].map((zone) => `${scope.region}${zone}`),
};

/** A template's value with every intrinsic function and dynamic reference replaced by what it stands for. */
export function resolveValue(value: unknown, scope: Scope): unknown {
  if (typeof value === 'string') return resolveDynamicReferences(value, scope);
  if (Array.isArray(value)) return value.map((one) => resolveValue(one, scope)).filter((one) => one !== noValue);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [only] = entries;
  const intrinsic = entries.length === 1 && only ? own(intrinsics, only[0]) : undefined;
  // `Condition` is also an ordinary property name (of policy statements), whose value is then no string.
  if (only && intrinsic && (only[0] !== 'Condition' || typeof only[1] === 'string')) {
    const resolved = intrinsic(only[1], scope);
    return typeof resolved === 'string' ? resolveDynamicReferences(resolved, scope) : resolved;
  }
  const resolved = entries.map(([key, one]) => [key, resolveValue(one, scope)] as const);
  return Object.fromEntries(resolved.filter(([, one]) => one !== noValue));
}

const resolveList = (value: unknown, scope: Scope): unknown[] => list.parse(resolveValue(value, scope));

const isTrue = (value: unknown): boolean => value === true || value === 'true';

function substitute(argument: unknown, scope: Scope): string {
  const [text, variables] = typeof argument === 'string' ? [argument, {}] : pair.parse(argument);
  const own = z.record(z.string(), z.unknown()).parse(variables);
  return String(text).replaceAll(/\$\{(!?)([^}]+)\}/g, (_match, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (Object.hasOwn(own, name)) return String(resolveValue(own[name], scope));
    const [logicalId = '', ...attribute] = name.trim().split('.');
    return String(attribute.length > 0 ? scope.attribute(logicalId, attribute.join('.')) : scope.reference(logicalId));
  });
}

const resolveDynamicReferences = (text: string, scope: Scope): string =>
  text.replaceAll(/\{\{resolve:(ssm|ssm-secure|secretsmanager):([^}]+)\}\}/g, (_match, service: string, reference) =>
    scope.dynamicReference(service, reference),
  );
