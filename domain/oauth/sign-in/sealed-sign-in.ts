import * as z from 'zod';
import type { SecretHash } from '../../access/secret-hash';
import { type PendingSignIn, pendingSignIn } from '../pending-sign-in';
import { openText, sealText } from '../tokens/seal-text';

/**
 * A user on the way as the table holds it: one item, which the way back takes out. Both its id and the key that opens it
 * are made of what the user's browser brings, `state` and the secret of its cookie, so that the table alone says nothing,
 * and nobody without both can find it, read it or use it up.
 */
export const sealedSignIn = z.object({
  id: z.string().min(1),
  /** The `PendingSignIn`. */
  sealed: z.string().min(1),
  /** Epoch seconds. */
  expiresAt: z.int(),
});
export type SealedSignIn = z.infer<typeof sealedSignIn>;

/** What the browser brings. */
interface Brought {
  readonly state: string;
  readonly secret: string;
}

export const sealedSignInId = ({ state, secret }: Brought, hash: SecretHash): string => hash.of(`${state} ${secret}`);

// Another hash of the same 512 random bits: the id, which the table holds, is no way to it.
const keyOf = ({ state, secret }: Brought, hash: SecretHash): string => hash.of(`opens ${state} ${secret}`);

export const sealSignIn = (pending: PendingSignIn, brought: Brought, hash: SecretHash): Promise<string> =>
  sealText(JSON.stringify(pending), keyOf(brought, hash));

/** @throws where it was not sealed for what is brought */
export async function openSignIn({ sealed }: SealedSignIn, brought: Brought, hash: SecretHash): Promise<PendingSignIn> {
  return pendingSignIn.parse(JSON.parse(await openText(sealed, keyOf(brought, hash))));
}
