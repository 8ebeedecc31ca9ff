import fc from 'fast-check';
import { type AccessPolicy, accessPolicy, denyAll } from '../../../domain/access/access-policy';
import { type RegisteredOperation, statusOperations } from '../../../domain/access/decide-access';
import { isAllowed } from './iam-evaluator';

const stageArn = 'arn:aws:execute-api:eu-west-2:000000000000:abc123/live';
const get = (path: string): RegisteredOperation => ({ method: 'GET', path });
const allows = (policy: AccessPolicy, method: string, path: string) =>
  isAllowed(policy, `${stageArn}/${method}${path}`);

describe('a policy opens what is allowed and nothing else', () => {
  const policy = accessPolicy(stageArn, {
    allowed: [get('/Patient/{id}'), get('/Patient')],
    refused: [get('/Patient/{id}/Consent'), { method: 'POST', path: '/Patient' }],
  });

  test('for whatever stands in a parameter', () => {
    for (const path of ['/Patient', '/Patient/9000000009', '/Patient/a%2Fb', '/Patient/*']) {
      expect([path, allows(policy, 'GET', path)]).toEqual([path, true]);
    }
  });

  test('not a deeper path, which IAM’s * would reach', () => {
    expect(allows(policy, 'GET', '/Patient/9000000009/Consent')).toBe(false);
  });

  test('not another method, nor another API or stage', () => {
    expect(allows(policy, 'POST', '/Patient')).toBe(false);
    const elsewhere = ['zzz999/live', 'abc123/test'].map((stage) => stageArn.replace('abc123/live', stage));
    for (const arn of elsewhere) expect(isAllowed(policy, `${arn}/GET/Patient`)).toBe(false);
  });

  test('not the status of the API, even where a parameter stands in its place', () => {
    const wide = accessPolicy(stageArn, { allowed: [get('/{anything}')], refused: [] });
    expect(allows(wide, 'GET', '/other')).toBe(true);
    expect(allows(wide, 'GET', '/_status')).toBe(false);
  });

  test('a path spelt out belongs to its own operation, whatever parameter covers it', () => {
    const narrow = accessPolicy(stageArn, { allowed: [get('/Patient/{id}')], refused: [get('/Patient/all')] });
    expect(allows(narrow, 'GET', '/Patient/all')).toBe(false);
  });
});

test('the prober may read the status and nothing else', () => {
  const policy = accessPolicy(stageArn, { allowed: statusOperations, refused: [] });
  expect(['GET', 'HEAD', 'POST'].map((method) => allows(policy, method, '/_status'))).toEqual([true, true, false]);
  expect(allows(policy, 'GET', '/Patient')).toBe(false);
});

test('who is refused altogether is denied every operation', () => {
  expect(allows(denyAll(stageArn), 'GET', '/Patient')).toBe(false);
});

/** As IAM spells a policy variable. */
const variable = (name: string) => `$${'{'}${name}}`;

describe('for any API', () => {
  // Characters that mean something to IAM stand in templates and in paths alike.
  const literal = fc.constantFrom('a', 'b', 'Patient', '$process', '$a*', '*', 'x?', variable('aws:username'), 'a.b');
  const segment = fc.oneof({ weight: 3, arbitrary: literal }, { weight: 2, arbitrary: fc.constant('{id}') });
  const operation: fc.Arbitrary<RegisteredOperation> = fc.record({
    method: fc.constantFrom('GET', 'POST'),
    path: fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => `/${segments.join('/')}`),
  });
  const api = fc.record({
    allowed: fc.array(operation, { minLength: 1, maxLength: 5 }),
    refused: fc.array(operation, { maxLength: 5 }),
    value: fc.constantFrom('9000000009', '*', '?', '$', variable('id'), 'a', 'Patient', '%2F'),
  });
  const concrete = ({ path }: RegisteredOperation, value: string) => path.replaceAll('{id}', value);
  const isPlain = (one: string) => /^[A-Za-z0-9._\-:,]+$/.test(one);
  const patternOf = ({ path }: RegisteredOperation) =>
    path.split('/').map((one) => (one === '' || isPlain(one) ? one : '*'));

  test('a call of an allowed operation is let through, unless another’s plain path is meant', () => {
    fc.assert(
      fc.property(api, ({ allowed, refused, value }) => {
        const policy = accessPolicy(stageArn, { allowed, refused });
        for (const one of allowed) {
          const path = concrete(one, value);
          const spelt = refused.some((other) => other.method === one.method && other.path === path);
          if (!spelt) expect(allows(policy, one.method, path)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('a call of a refused operation is let through only where its shape meets an allowed one', () => {
    fc.assert(
      fc.property(api, ({ allowed, refused, value }) => {
        const policy = accessPolicy(stageArn, { allowed, refused });
        for (const one of refused) {
          if (!allows(policy, one.method, concrete(one, value))) continue;
          const others = allowed.filter(({ method }) => method === one.method);
          expect(others.some((other) => overlaps(patternOf(one), patternOf(other)))).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('no operation widens the policy beyond its own method and length of path', () => {
    fc.assert(
      fc.property(operation, ({ method, path }) => {
        const policy = accessPolicy(stageArn, { allowed: [{ method, path }], refused: [] });
        expect(allows(policy, 'DELETE', path)).toBe(false);
        if (path.split('/').every((one) => one === '' || isPlain(one))) {
          expect(allows(policy, method, `${path}/more`)).toBe(false);
        }
        for (const arn of policy.Statement.flatMap(({ Resource }) => Resource)) {
          expect(arn.length).toBeLessThanOrEqual(512);
          expect(arn.slice(stageArn.length)).not.toMatch(/[?$]/);
        }
      }),
    );
  });

  test('a path too long for API Gateway’s policies stays closed', () => {
    const long = `/${'a'.repeat(600)}`;
    const policy = accessPolicy(stageArn, { allowed: [get(long), get('/b')], refused: [] });
    expect([allows(policy, 'GET', long), allows(policy, 'GET', '/b')]).toEqual([false, true]);
  });
});

test('paths of parameters without end take no time to be told apart', () => {
  const parameters = (count: number) => Array.from({ length: count }, (_, index) => `/{p${index}}`).join('');
  const refused = Array.from({ length: 20 }, (_, index) => get(`${parameters(30 + index)}/z`));
  const allowed = [get(`${parameters(60)}/y`)];
  const policy = accessPolicy(stageArn, { allowed, refused });
  expect(policy.Statement.find(({ Effect }) => Effect === 'Deny')?.Resource).toHaveLength(22);
});

/** Whether two patterns have a path in common where the first's `*` crosses `/`: tried at every length. */
function overlaps(glob: readonly string[], shape: readonly string[]): boolean {
  const stretched = ([first, ...rest]: readonly string[]): string[][] => {
    if (first === undefined) return [[]];
    const heads = first === '*' ? [1, 2, 3, 4].map((length) => Array<string>(length).fill('*')) : [[first]];
    return heads.flatMap((head) => stretched(rest).map((tail) => [...head, ...tail]));
  };
  const fits = (one: string, index: number) => one === '*' || shape[index] === '*' || one === shape[index];
  return stretched(glob).some((segments) => segments.length === shape.length && segments.every(fits));
}
