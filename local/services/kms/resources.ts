import { createHash } from 'node:crypto';
import { z } from 'zod';
import { providerOf } from '../../cloud/resources/provider-of';
import type { ResourceProvider } from '../../cloud/resources/resource-provider';
import type { Engines } from '../../start/engines';

const key = z.object({
  KeyPolicy: z.unknown(),
  KeySpec: z.string().default('SYMMETRIC_DEFAULT'),
  KeyUsage: z.string().default('ENCRYPT_DECRYPT'),
});
const alias = z.object({ AliasName: z.string(), TargetKeyId: z.string() });

export const keyProviders = ({ access, keys }: Engines): readonly ResourceProvider[] => [
  providerOf('AWS::KMS::Key', key, ({ KeyPolicy, KeySpec, KeyUsage }, { physicalId }) => {
    const id = uuidOf(physicalId);
    keys.ensure(id, KeySpec, KeyUsage);
    const arn = keys.arnOf(id);
    access.putResourcePolicy(arn, KeyPolicy);
    return { ref: id, attributes: { Arn: arn, KeyId: id } };
  }),
  providerOf('AWS::KMS::Alias', alias, ({ AliasName, TargetKeyId }) => {
    keys.putAlias(AliasName, TargetKeyId);
    return { ref: AliasName };
  }),
];

function uuidOf(physicalId: string): string {
  const hex = createHash('sha256').update(physicalId).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
