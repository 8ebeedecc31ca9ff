import { own } from '../own';
import { TokenRefusal } from './token-refusal';

/** The parameters of a token request by name. */
export type TokenForm = Readonly<Partial<Record<string, string>>>;

/** The original's `_…_ms` parameters shorten a life, never prolong it. Whole seconds; nonsense counts as not sent. */
export function secondsAsked(form: TokenForm, parameter: string): number | undefined {
  const asked = Math.floor(Number(own(form, parameter)) / 1000);
  return asked >= 1 ? asked : undefined;
}

/** RFC 6749 §3.2: no parameter twice, and one without a value is one that was not sent. */
export function readTokenForm(body: string): TokenForm {
  const form = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(body)) {
    if (form.has(name)) throw new TokenRefusal('parameter_repeated');
    form.set(name, value);
  }
  return Object.fromEntries([...form].filter(([, value]) => value !== ''));
}
