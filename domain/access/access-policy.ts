import { operationPattern } from '../api-definition/operation-pattern';
import { type DecidedOperations, type RegisteredOperation, statusOperations } from './decide-access';

/** An IAM policy as an API Gateway authoriser answers it. */
export interface AccessPolicy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly PolicyStatement[];
}

interface PolicyStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: 'execute-api:Invoke';
  readonly Resource: readonly string[];
}

/** What API Gateway takes as one resource of an authoriser's policy. */
const longestArn = 512;

/**
 * One policy for the whole API, because API Gateway caches it by credential. `stageArn` is
 * `arn:aws:execute-api:<region>:<account>:<api id>/<stage>`.
 *
 * IAM's `*` crosses `/`, so what is allowed for `/Patient/{id}` also matches `/Patient/{id}/Consent`. A refused
 * operation is therefore denied by name, unless the denial would hit an operation that is allowed; the relay, which
 * knows paths exactly, refuses that one.
 */
export function accessPolicy(stageArn: string, { allowed, refused }: DecidedOperations): AccessPolicy {
  const denied = [...refused, ...statusOperations].filter(
    (operation) => !allowed.some((other) => other.method === operation.method && spoils(operation, other)),
  );
  const statements = [statement('Allow', stageArn, allowed), statement('Deny', stageArn, denied)];
  return { Version: '2012-10-17', Statement: statements.filter(({ Resource }) => Resource.length > 0) };
}

/** For a single call that was decided in full; kept, it would open every operation. */
export const allowAll = (stageArn: string): AccessPolicy => forAll('Allow', stageArn);

export const denyAll = (stageArn: string): AccessPolicy => forAll('Deny', stageArn);

const forAll = (Effect: PolicyStatement['Effect'], stageArn: string): AccessPolicy => ({
  Version: '2012-10-17',
  Statement: [{ Effect, Action: 'execute-api:Invoke', Resource: [`${stageArn}/*`] }],
});

function statement(
  Effect: PolicyStatement['Effect'],
  stageArn: string,
  operations: readonly RegisteredOperation[],
): PolicyStatement {
  const arns = operations.map(({ method, path }) => `${stageArn}/${method}${operationPattern(path)}`);
  // One that is too long would make API Gateway refuse the whole policy; without it the operation stays closed.
  const Resource = [...new Set(arns)].filter((arn) => arn.length <= longestArn);
  return { Effect, Action: 'execute-api:Invoke', Resource };
}

/**
 * Whether denying one operation would deny calls of the other. A path without parameters is one path, and belongs to
 * whoever spells it out (OpenAPI "Path Templating Matching").
 */
function spoils(denied: RegisteredOperation, other: RegisteredOperation): boolean {
  const glob = operationPattern(denied.path);
  const shape = operationPattern(other.path);
  return glob === shape || (glob.includes('*') && globMeets(glob.split('/'), shape.split('/')));
}

/**
 * Whether a path of the shape, whose `*` is one segment, matches the glob, whose `*` is one segment or more. In steps of
 * the shape, each with all the places of the glob that may be reached: to try them in turn would double at each `*`.
 */
function globMeets(glob: readonly string[], shape: readonly string[]): boolean {
  let reached = new Set([0]);
  for (const segment of shape) {
    const next = new Set<number>();
    for (const met of reached) {
      if (glob[met] === '*' || (glob[met] !== undefined && (segment === glob[met] || segment === '*')))
        next.add(met + 1);
      if (met > 0 && glob[met - 1] === '*') next.add(met);
    }
    reached = next;
  }
  return reached.has(glob.length);
}
