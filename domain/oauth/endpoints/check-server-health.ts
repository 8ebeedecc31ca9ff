import { isRecord } from '../../record';
import type { OAuthPorts } from '../ports';

type Ports = Pick<OAuthPorts, 'applications' | 'signer' | 'providers' | 'fetchKeySet' | 'onUnanswered'>;

/** One thing that was asked, in the original platform's words. */
interface Check {
  readonly status: 'pass' | 'fail';
  readonly timeout: 'true' | 'false';
  readonly outcome: string;
  readonly links: { readonly self?: string };
}

export interface ServerHealth {
  /** `warn`: users of one identity provider cannot sign in; the rest works. */
  readonly status: 'pass' | 'warn' | 'fail';
  readonly checks: Readonly<Record<string, Check>>;
}

/** Asks everything that the server stands on, at once. */
export const makeCheckServerHealth = ({ applications, signer, providers, fetchKeySet, onUnanswered }: Ports) => {
  /** What the server can do nothing without. */
  const foundations = {
    applications: () => applications.find('_status'),
    // Of a type that nothing accepts, and it goes nowhere.
    'signing-key': () => signer.sign({ typ: 'status', claims: {} }),
  };
  const check = async (ask: () => Promise<unknown>, links: Check['links'] = {}): Promise<Check> => {
    try {
      await ask();
      return { status: 'pass', timeout: 'false', outcome: 'it answered', links };
    } catch (error) {
      onUnanswered(error);
      return { status: 'fail', timeout: isTimeout(error) ? 'true' : 'false', outcome: 'it did not answer', links };
    }
  };

  return async (): Promise<ServerHealth> => {
    const [own, others] = await Promise.all([
      each(foundations, (ask) => check(ask)),
      each(providers, ({ jwksUri }) => check(() => fetchKeySet(jwksUri), { self: jwksUri })),
    ]);
    return { status: hasFailed(own) ? 'fail' : hasFailed(others) ? 'warn' : 'pass', checks: { ...own, ...others } };
  };
};

const isTimeout = (error: unknown) => isRecord(error) && ['TimeoutError', 'AbortError'].includes(String(error.name));

const hasFailed = (checks: Readonly<Record<string, Check>>) =>
  Object.values(checks).some(({ status }) => status === 'fail');

async function each<T>(things: Readonly<Record<string, T | undefined>>, ask: (thing: T) => Promise<Check>) {
  const present = Object.entries(things).flatMap(([name, thing]) => (thing === undefined ? [] : [{ name, thing }]));
  return Object.fromEntries(
    await Promise.all(present.map(async ({ name, thing }) => [name, await ask(thing)] as const)),
  );
}
