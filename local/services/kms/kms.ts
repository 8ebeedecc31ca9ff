import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { AwsService } from '../../cloud/endpoint/aws-service';
import { jsonService, operation } from '../../cloud/endpoint/json-service';
import type { Caller } from '../../cloud/iam/caller';
import type { ConditionContext } from '../../cloud/iam/condition';
import { decrypt, type EncryptionContext, encrypt, keyIdIn } from './envelope';
import {
  macWith,
  publicKeyOf,
  type SignRequest,
  type StoredKey,
  signingAlgorithmsOf,
  signWith,
  verifyWith,
} from './key';
import type { KeyStore } from './key-store';

const base64 = z.string().transform((text) => Buffer.from(text, 'base64'));
const context = z.record(z.string(), z.string()).default({});
const keyOnly = z.object({ KeyId: z.string() });
const signing = z.object({
  KeyId: z.string(),
  Message: base64,
  MessageType: z.enum(['RAW', 'DIGEST']).default('RAW'),
  SigningAlgorithm: z.string(),
});
// KMS takes 1 to 4,096 bytes.
const mac = z.object({
  KeyId: z.string(),
  Message: base64.refine(({ length }) => length > 0 && length <= 4096),
  MacAlgorithm: z.string(),
});

/** AWS Key Management Service, as far as functions call it. */
export function kms(keys: KeyStore): AwsService {
  const authorized = (caller: Caller, action: string, keyId: string, conditions: ConditionContext = {}): StoredKey => {
    const key = keys.find(keyId);
    caller.authorize(`kms:${action}`, keys.arnOf(key.id), conditions);
    return key;
  };
  const signRequest = (input: z.infer<typeof signing>): SignRequest => ({
    message: input.Message,
    isDigest: input.MessageType === 'DIGEST',
    algorithm: input.SigningAlgorithm,
  });
  const signingConditions = (input: z.infer<typeof signing>) => ({
    'kms:SigningAlgorithm': input.SigningAlgorithm,
    'kms:MessageType': input.MessageType,
  });

  return jsonService({
    Encrypt: operation(
      z.object({ KeyId: z.string(), Plaintext: base64, EncryptionContext: context }),
      (input, caller) => {
        const key = authorized(caller, 'Encrypt', input.KeyId, contextKeys(input.EncryptionContext));
        const ciphertext = encrypt(key, input.Plaintext, input.EncryptionContext);
        return { KeyId: keys.arnOf(key.id), CiphertextBlob: ciphertext.toString('base64') };
      },
    ),
    Decrypt: operation(
      z.object({ KeyId: z.string().optional(), CiphertextBlob: base64, EncryptionContext: context }),
      (input, caller) => {
        const name = input.KeyId ?? keyIdIn(input.CiphertextBlob);
        const key = authorized(caller, 'Decrypt', name, contextKeys(input.EncryptionContext));
        const plaintext = decrypt(key, input.CiphertextBlob, input.EncryptionContext);
        return { KeyId: keys.arnOf(key.id), Plaintext: plaintext.toString('base64') };
      },
    ),
    GenerateDataKey: operation(
      z.object({ KeyId: z.string(), NumberOfBytes: z.number().default(32), EncryptionContext: context }),
      (input, caller) => {
        const key = authorized(caller, 'GenerateDataKey', input.KeyId, contextKeys(input.EncryptionContext));
        const dataKey = randomBytes(input.NumberOfBytes);
        const sealed = encrypt(key, dataKey, input.EncryptionContext);
        const CiphertextBlob = sealed.toString('base64');
        return { KeyId: keys.arnOf(key.id), Plaintext: dataKey.toString('base64'), CiphertextBlob };
      },
    ),
    Sign: operation(signing, (input, caller) => {
      const key = authorized(caller, 'Sign', input.KeyId, signingConditions(input));
      const Signature = signWith(key, signRequest(input)).toString('base64');
      return { KeyId: keys.arnOf(key.id), Signature, SigningAlgorithm: input.SigningAlgorithm };
    }),
    Verify: operation(signing.extend({ Signature: base64 }), (input, caller) => {
      const key = authorized(caller, 'Verify', input.KeyId, signingConditions(input));
      const SignatureValid = verifyWith(key, signRequest(input), input.Signature);
      return { KeyId: keys.arnOf(key.id), SignatureValid, SigningAlgorithm: input.SigningAlgorithm };
    }),
    GenerateMac: operation(mac, (input, caller) => {
      const key = authorized(caller, 'GenerateMac', input.KeyId, { 'kms:MacAlgorithm': input.MacAlgorithm });
      const Mac = macWith(key, input.Message, input.MacAlgorithm).toString('base64');
      return { KeyId: keys.arnOf(key.id), Mac, MacAlgorithm: input.MacAlgorithm };
    }),
    GetPublicKey: operation(keyOnly, ({ KeyId }, caller) => {
      const key = authorized(caller, 'GetPublicKey', KeyId);
      return {
        KeyId: keys.arnOf(key.id),
        PublicKey: publicKeyOf(key).toString('base64'),
        KeySpec: key.spec,
        KeyUsage: key.usage,
        SigningAlgorithms: signingAlgorithmsOf(key),
      };
    }),
    DescribeKey: operation(keyOnly, ({ KeyId }, caller) => {
      const key = authorized(caller, 'DescribeKey', KeyId);
      const SigningAlgorithms = signingAlgorithmsOf(key);
      const state = { KeyState: 'Enabled', Enabled: true, CreationDate: Date.parse(key.createdAt) / 1000 };
      const KeyMetadata = { KeyId: key.id, Arn: keys.arnOf(key.id), KeySpec: key.spec, KeyUsage: key.usage };
      return { KeyMetadata: { ...KeyMetadata, ...state, SigningAlgorithms } };
    }),
  });
}

const contextKeys = (encryptionContext: EncryptionContext): ConditionContext => ({
  ...Object.fromEntries(
    Object.entries(encryptionContext).map(([name, value]) => [`kms:EncryptionContext:${name}`, value]),
  ),
  'kms:EncryptionContextKeys': Object.keys(encryptionContext),
});
