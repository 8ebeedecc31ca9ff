import { createHash } from 'node:crypto';

/** Ten characters, as API Gateway's own identifiers; the same at every start. */
export function awsId(physicalId: string, kind = ''): string {
  const digest = createHash('sha256').update(`${kind}\n${physicalId}`).digest();
  return digest.readBigUInt64BE().toString(36).padStart(10, '0').slice(0, 10);
}
