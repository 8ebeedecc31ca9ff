import type { SecretHash } from '../../credentials/secret-hash';
import { type PendingSignIn, pendingSignIn, type SealedSignIn } from '../pending-sign-in';
import { openText, sealText } from '../tokens/seal-text';

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
