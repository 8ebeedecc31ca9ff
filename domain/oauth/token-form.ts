import { decodeJwt } from 'jose';
import { own } from '../own';
import { TokenRefusal } from './token-refusal';

/** The parameters of a token request by name. */
export type TokenForm = Readonly<Partial<Record<string, string>>>;

/** RFC 6749 §3.2: no parameter twice, and one without a value is one that was not sent. */
export function readTokenForm(body: string): TokenForm {
  const form = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(body)) {
    if (form.has(name)) throw new TokenRefusal('parameter_repeated');
    form.set(name, value);
  }
  return Object.fromEntries([...form].filter(([, value]) => value !== ''));
}

/** The original's `_…_ms` parameters shorten a life, never prolong it. Whole seconds; nonsense counts as not sent. */
export function secondsAsked(form: TokenForm, parameter: string): number | undefined {
  const asked = Math.floor(Number(own(form, parameter)) / 1000);
  return asked >= 1 ? asked : undefined;
}

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
