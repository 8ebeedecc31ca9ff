import { decodeJwt } from 'jose';
import type { TokenForm } from '../token-form';

/** Longer than the id of any application. */
const longestId = 256;

/** The application that a form says it comes from; nothing is proved. */
export function applicationNamedIn({ client_id, client_assertion }: TokenForm): string | undefined {
  const id = client_id ?? subjectOf(client_assertion);
  return id !== undefined && id.length <= longestId ? id : undefined;
}

function subjectOf(assertion: string | undefined): string | undefined {
  if (assertion === undefined) return undefined;
  try {
    const { sub } = decodeJwt(assertion);
    return typeof sub === 'string' && sub !== '' ? sub : undefined;
  } catch {
    return undefined;
  }
}
