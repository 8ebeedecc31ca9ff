import type { SecretHash } from '../credentials/secret-hash';
import type { Clock } from '../ports';
import type { AttemptLimit, Attempts } from './attempts';

/** For whom a mail is sent. */
export interface MailRequest {
  readonly to: string;
  readonly address: string;
  /** As `Guesser.proof`: a known device, or an account that is signed in. */
  readonly proof: string | undefined;
}

export type MailDecision = 'allowed' | 'visitor-has-had-enough' | 'none-left';

interface Needs {
  readonly attempts: Attempts;
  readonly hash: SecretHash;
  readonly clock: Clock;
  /** How many mails the directory can send in a day. */
  readonly mailsADay: number;
}

const quarterOfAnHour = 15 * 60;
const hour = 60 * 60;
const day = 24 * 60 * 60;

/** Of a day's mails, how much one visitor may cause, and how much is kept for those who have proved something. */
const ofOneVisitor = { inAQuarterOfAnHour: 0.1, inADay: 0.2 } as const;
const keptForTheKnown = 0.2;
/** To one address, whoever asks. */
const toOneAddress: AttemptLimit = { most: 5, seconds: hour };

export type LimitMails = ReturnType<typeof makeLimitMails>;

/**
 * Whether a mail may be sent: so many for one visitor, so many to one address, so many in all. Decided before anybody
 * looks whether the address is known, so that it tells nothing.
 */
export const makeLimitMails = ({ attempts, hash, clock, mailsADay }: Needs) => {
  const share = (part: number) => Math.max(1, Math.floor(mailsADay * part));
  return async ({ to, address, proof }: MailRequest): Promise<MailDecision> => {
    const today = clock.now().toISOString().slice(0, 10);
    const keyOf = (...parts: readonly string[]) => `mails ${hash.of(JSON.stringify([...parts, today]))}`;
    const visitor = proof === undefined ? keyOf('address', address) : keyOf('proof', proof);
    const ofVisitor = [
      { key: `${visitor} quarter`, limit: { most: share(ofOneVisitor.inAQuarterOfAnHour), seconds: quarterOfAnHour } },
      { key: `${visitor} day`, limit: { most: share(ofOneVisitor.inADay), seconds: day } },
      { key: proof === undefined ? keyOf('to', to) : keyOf('to', to, 'known'), limit: toOneAddress },
    ];
    for (const { key, limit } of ofVisitor) {
      if (!(await attempts.allow(key, limit))) return 'visitor-has-had-enough';
    }
    const most = proof === undefined ? mailsADay - share(keptForTheKnown) : mailsADay;
    const inAll = { key: 'mails in all', limit: { most, seconds: day } };
    if (await attempts.allow(inAll.key, inAll.limit)) return 'allowed';
    // What was not sent takes nothing from those for whom some are kept.
    await attempts.giveBack(inAll.key, inAll.limit);
    return 'none-left';
  };
};
