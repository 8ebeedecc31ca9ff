import type { JWK } from 'jose';
import * as z from 'zod';
import { Failure } from '../../domain/failure';
import type { SigningAlgorithm } from '../../domain/oauth/keys/signing-key';
import type { Clock } from '../../domain/ports';
import { checkRotation } from './check-rotation';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html: 4,096 bytes in all.
const longestJwks = 3500;

const properties = z.object({
  KeyIds: z.array(z.string().min(1)).min(1),
  Algorithm: z.enum(['PS256', 'RS512']).default('PS256'),
});

interface Needs {
  readonly clock: Clock;
  readonly publicKey: (keyId: string, algorithm: SigningAlgorithm) => Promise<JWK>;
}

interface Event {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly PhysicalResourceId?: string | undefined;
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
  readonly OldResourceProperties?: Readonly<Record<string, unknown>> | undefined;
}

/** The resource's physical id says since when its first key signs: CloudFormation hands it to the next update. */
function settleRotation(event: Event, after: readonly string[], now: number): string {
  const before = properties.safeParse(event.OldResourceProperties).data?.KeyIds;
  const signingSince = Number(event.PhysicalResourceId?.split(' ').at(-1));
  if (event.RequestType !== 'Update' || before === undefined) return `signing-keys ${now}`;
  checkRotation({ before, after, signingSince, now });
  return `signing-keys ${before[0] === after[0] ? signingSince : now}`;
}

/** `Custom::SigningKeys`: the public JWKS of KMS keys, read once at deployment so that no function asks for it later. */
export const makePublishSigningKeys =
  ({ publicKey, clock }: Needs) =>
  async (event: Event): Promise<{ physicalId: string; data?: Record<string, string> }> => {
    if (event.RequestType === 'Delete') return { physicalId: event.PhysicalResourceId ?? '' };
    const { success, data } = properties.safeParse(event.ResourceProperties);
    if (!success) {
      throw new Failure('invalid_configuration', 'KeyIds: name at least one KMS key id; Algorithm: PS256 or RS512');
    }
    const physicalId = settleRotation(event, data.KeyIds, Math.floor(clock.now().getTime() / 1000));
    const keys = await Promise.all(data.KeyIds.map((keyId) => publicKey(keyId, data.Algorithm)));
    if (new Set(keys.map(({ kid }) => kid)).size < keys.length) {
      throw new Failure('invalid_configuration', 'KeyIds: two keys would be published under one kid');
    }
    const jwks = JSON.stringify({ keys });
    if (jwks.length > longestJwks) {
      throw new Failure('invalid_configuration', 'KeyIds: the public keys exceed what CloudFormation carries');
    }
    return { physicalId, data: { Jwks: jwks } };
  };
