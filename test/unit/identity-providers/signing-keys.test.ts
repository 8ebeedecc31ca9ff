import type { JWK } from 'jose';
import { makePublishSigningKeys } from '../../../lambdas/signing-keys/publish-signing-keys';

const publicKey = async (keyId: string): Promise<JWK> => ({ kty: 'RSA', n: 'abc', e: 'AQAB', kid: keyId.slice(-12) });
const publish = makePublishSigningKeys({ publicKey });
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
  const dead = makePublishSigningKeys({ publicKey: () => Promise.reject(new Error('scheduled for deletion')) });
  const event = {
    RequestType: 'Delete',
    PhysicalResourceId: 'signing-keys',
    ResourceProperties: { KeyIds: ['x'] },
  } as const;
  expect(await dead(event)).toEqual({ physicalId: 'signing-keys' });
});
