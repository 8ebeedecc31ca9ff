import * as z from 'zod';
import type { Cloud } from '../../cloud/cloud';
import { type ResourceType, resourceType, uuidOf } from '../../cloud/resources/resource-type';
import type { KeyStore } from './key-store';

interface Needs {
  readonly cloud: Pick<Cloud, 'access'>;
  readonly kms: { readonly keys: KeyStore };
}

const keyProperties = z.object({
  KeyPolicy: z.unknown(),
  KeySpec: z.string().default('SYMMETRIC_DEFAULT'),
  KeyUsage: z.string().default('ENCRYPT_DECRYPT'),
});

export const key = ({ cloud: { access }, kms: { keys } }: Needs): ResourceType =>
  resourceType(keyProperties, {
    replacedBy: ['KeySpec', 'KeyUsage', 'MultiRegion', 'Origin'],
    provision({ KeyPolicy, KeySpec, KeyUsage }, { physicalId }) {
      const id = uuidOf(physicalId);
      keys.ensure(id, KeySpec, KeyUsage);
      const arn = keys.arnOf(id);
      access.putResourcePolicy(arn, KeyPolicy);
      return { ref: id, attributes: { Arn: arn, KeyId: id } };
    },
  });

const aliasProperties = z.object({ AliasName: z.string(), TargetKeyId: z.string() });

export const keyAlias = ({ kms: { keys } }: Pick<Needs, 'kms'>): ResourceType =>
  resourceType(aliasProperties, {
    replacedBy: ['AliasName'],
    provision({ AliasName, TargetKeyId }) {
      keys.putAlias(AliasName, TargetKeyId);
      return { ref: AliasName };
    },
  });
