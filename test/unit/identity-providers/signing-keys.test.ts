import type { JWK } from 'jose';
import { makePublishSigningKeys } from '../../../lambdas/signing-keys/publish-signing-keys';
import { aClock } from '../../builders';

const publicKey = async (keyId: string): Promise<JWK> => ({ kty: 'RSA', n: 'abc', e: 'AQAB', kid: keyId.slice(-12) });
const clock = aClock();
const publish = makePublishSigningKeys({ publicKey, clock });
const create = (KeyIds: unknown) => publish({ RequestType: 'Create', ResourceProperties: { KeyIds } });

test('the public keys are handed to the template, each under its own kid', async () => {
  const { data } = await create(['1234abcd-12ab-34cd-56ef-1234567890ab', '1234abcd-12ab-34cd-56ef-1234567890ac']);
  const { keys } = JSON.parse(data?.Jwks ?? '{}');
  expect(keys.map(({ kid }: JWK) => kid)).toEqual(['1234567890ab', '1234567890ac']);
});

test.each([[undefined], [[]], ['key'], [['']]])('%j names no key, which stops the deployment', async (keyIds) => {
  await expect(create(keyIds)).rejects.toMatchObject({ code: 'invalid_configuration' });
});

test('two keys under one kid stop the deployment', async () => {
  await expect(create(['one-1234567890ab', 'two-1234567890ab'])).rejects.toMatchObject({
    code: 'invalid_configuration',
  });
});

test('a deletion asks KMS for nothing', async () => {
  const dead = makePublishSigningKeys({ clock, publicKey: () => Promise.reject(new Error('scheduled for deletion')) });
  const event = {
    RequestType: 'Delete',
    PhysicalResourceId: 'signing-keys',
    ResourceProperties: { KeyIds: ['x'] },
  } as const;
  expect(await dead(event)).toEqual({ physicalId: 'signing-keys' });
});

describe('a rotation', () => {
  const [one, two, three] = ['one-1234567890aa', 'two-1234567890bb', 'three-1234567890cc'];
  /** The physical id after the keys were deployed in turn, minutes apart. */
  async function deployed(...steps: readonly (readonly [minutesLater: number, keys: readonly string[]])[]) {
    let id: string | undefined;
    let before: readonly string[] = [];
    for (const [minutesLater, keys] of steps) {
      clock.advance(minutesLater * 60);
      const old = id === undefined ? {} : { PhysicalResourceId: id, OldResourceProperties: { KeyIds: before } };
      const RequestType = id === undefined ? ('Create' as const) : ('Update' as const);
      ({ physicalId: id } = await publish({ RequestType, ResourceProperties: { KeyIds: keys }, ...old }));
      before = keys;
    }
  }

  test('goes by: publish, then sign, and a quarter of an hour later replace the former key', async () => {
    const steps = deployed([0, [one, two]], [0, [two, one]], [15, [two, three]], [0, [three, two]], [15, [three, one]]);
    await expect(steps).resolves.toBeUndefined();
  });

  test('can be taken back', async () => {
    await expect(deployed([0, [one, two]], [0, [two, one]], [0, [one, two]])).resolves.toBeUndefined();
  });

  test.each([
    ['with a key that nobody has seen', [[30, [three, one]]], /not been published yet/],
    ['with both keys at once', [[30, [three, 'four-1234567890dd']]], /not been published yet/],
    ['while the key that signs would go', [[30, [two, three]]], /Let the other one sign first/],
    [
      'while tokens of the former key live',
      [
        [30, [two, one]],
        [14, [two, three]],
      ],
      /Deploy again in 1 minutes/,
    ],
  ] as const)('is refused %s', async (_case, steps, reason) => {
    await expect(deployed([0, [one, two]], ...steps)).rejects.toThrow(reason);
  });
});
