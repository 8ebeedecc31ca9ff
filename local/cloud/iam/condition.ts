import { matchesIamPattern } from '../../../domain/iam-pattern';
import { own } from '../../../domain/own';

/** Condition keys of a request, such as `aws:SourceArn`. An absent key is absent, not empty. */
export type ConditionContext = Readonly<Record<string, string | readonly string[] | undefined>>;

type Compare = (asked: string, actual: string) => boolean;

const sameText: Compare = (asked, actual) => asked === actual;
const sameTextAnyCase: Compare = (asked, actual) => asked.toLowerCase() === actual.toLowerCase();

// An ARN's parts are matched one by one: `*` in one part does not cross into the next.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
const sameArn: Compare = (asked, actual) => {
  const parts = (arn: string) => [...arn.split(':').slice(0, 5), arn.split(':').slice(5).join(':')];
  const actualParts = parts(actual);
  return parts(asked).every((part, index) => matchesIamPattern(part, actualParts[index] ?? ''));
};

const operators: Readonly<Record<string, { compare: Compare; negated: boolean }>> = {
  StringEquals: { compare: sameText, negated: false },
  StringNotEquals: { compare: sameText, negated: true },
  StringEqualsIgnoreCase: { compare: sameTextAnyCase, negated: false },
  StringNotEqualsIgnoreCase: { compare: sameTextAnyCase, negated: true },
  StringLike: { compare: matchesIamPattern, negated: false },
  StringNotLike: { compare: matchesIamPattern, negated: true },
  ArnEquals: { compare: sameArn, negated: false },
  ArnLike: { compare: sameArn, negated: false },
  ArnNotEquals: { compare: sameArn, negated: true },
  ArnNotLike: { compare: sameArn, negated: true },
  Bool: { compare: sameTextAnyCase, negated: false },
  NumericEquals: { compare: (asked, actual) => Number(asked) === Number(actual), negated: false },
  NumericLessThan: { compare: (asked, actual) => Number(actual) < Number(asked), negated: false },
  NumericLessThanEquals: { compare: (asked, actual) => Number(actual) <= Number(asked), negated: false },
  NumericGreaterThan: { compare: (asked, actual) => Number(actual) > Number(asked), negated: false },
  NumericGreaterThanEquals: { compare: (asked, actual) => Number(actual) >= Number(asked), negated: false },
};

/** `unknown` where the operator is not known here: an Allow must then not apply, and a Deny must. */
export type ConditionOutcome = 'met' | 'not-met' | 'unknown';

/** Whether all of a statement's conditions hold. */
export function evaluateCondition(
  condition: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>,
  context: ConditionContext,
): ConditionOutcome {
  const outcomes = Object.entries(condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => {
      const asked = values.map((value) => withVariables(value, context));
      const known = asked.filter((value) => value !== undefined);
      return known.length < asked.length ? 'unknown' : evaluateOne(operator, known, contextValue(context, key));
    }),
  );
  if (outcomes.includes('not-met')) return 'not-met';
  return outcomes.includes('unknown') ? 'unknown' : 'met';
}

// Keys are not case-sensitive, apart from what follows a fixed prefix such as `kms:EncryptionContext:`.
const contextValue = (context: ConditionContext, key: string) =>
  own(context, key) ?? Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];

/**
 * A value with its policy variables, such as `${aws:username}`, or undefined where the request has no such key.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
function withVariables(value: string, context: ConditionContext): string | undefined {
  let isWhole = true;
  const replaced = value.replaceAll(/\$\{([\w:/-]+)\}/g, (_, key: string) => {
    const found = contextValue(context, key);
    if (typeof found === 'string') return found;
    isWhole = false;
    return '';
  });
  return isWhole ? replaced : undefined;
}

function evaluateOne(
  operator: string,
  asked: readonly string[],
  actual: string | readonly string[] | undefined,
): ConditionOutcome {
  if (operator === 'Null') return asked.includes(String(actual === undefined)) ? 'met' : 'not-met';
  const [, set, plain = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  const found = own(operators, plain);
  if (!found) return 'unknown';
  const { compare, negated } = found;
  const holds = (value: string) => asked.some((one) => compare(one, value)) !== negated;
  const values = actual === undefined ? [] : [actual].flat();
  // A negated operator holds for a key that is absent; so does `ForAllValues`, for want of values.
  if (values.length === 0) return ifExists || negated || set === 'ForAllValues' ? 'met' : 'not-met';
  const every = set === 'ForAllValues' || (set === undefined && negated);
  return (every ? values.every(holds) : values.some(holds)) ? 'met' : 'not-met';
}
