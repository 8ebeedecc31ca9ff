import * as z from 'zod';
import { eventsKeptForDays } from '../retention/periods';
import { isVerb, type Verb } from './verbs';

/** Who did something: an account or an operator by an id, or a part of the platform by its name. */
const doer = z.templateLiteral([z.enum(['account', 'operator', 'platform']), ' ', z.string()]);

export const actor = z.object({
  who: doer,
  /** Tells the sessions of one account apart, and opens none. */
  session: z.string().optional(),
});
export type Actor = z.infer<typeof actor>;

/**
 * Something that happened to what a team answers for: one item of the events table, written once. It names people and things
 * by their ids, and holds no secret and nothing that anybody typed.
 */
export const event = z.object({
  /** `Team.id` of whose chain it is in; the chain is its partition. */
  team: z.string().min(1),
  /** From 1 on, without a gap. */
  number: z.number().int().positive(),
  at: z.iso.datetime(),
  ...actor.shape,
  what: z.custom<Verb>((value) => typeof value === 'string' && isVerb(value)),
  object: z.object({ kind: z.enum(['team', 'organisation', 'application', 'product']), id: z.string().min(1) }),
  /** The facts that hold no more. */
  before: z.array(z.string()),
  /** The facts that hold from now on. */
  after: z.array(z.string()),
  /** `hash` of the event before it; empty at the first. */
  previous: z.string(),
  /** Of everything above, so that whoever alters one must alter all that follow. */
  hash: z.string(),
  /** Epoch second after which the row is gone. */
  expiresAt: z.number().int(),
});
export type Event = z.infer<typeof event>;

/** What a change has to tell, and to whom. */
export type Told = Pick<Event, 'team' | 'what' | 'object' | 'before' | 'after'>;

/** Events as they are kept: they are added and read, and there is nothing else that can be done. */
export interface EventLog {
  /** False, and nothing, where the chain has an event of that number. */
  append(event: Event): Promise<boolean>;
  /** The events of a chain below a number, the latest first. @default from the latest on */
  latest(team: string, page: { readonly below?: number | undefined; readonly most: number }): Promise<Event[]>;
}

/** One-way and without a key: whoever holds an export can make it again. */
export type Digest = (text: string) => string;

const day = 24 * 60 * 60;

/** The event that follows another in its chain. */
export function chained(
  told: Told,
  { previous, by, now, digest }: { previous: Event | undefined; by: Actor; now: Date; digest: Digest },
): Event {
  const unsealed = {
    ...told,
    ...by,
    number: (previous?.number ?? 0) + 1,
    at: now.toISOString(),
    previous: previous?.hash ?? '',
    expiresAt: Math.floor(now.getTime() / 1000) + eventsKeptForDays * day,
  };
  return { ...unsealed, hash: hashOf(unsealed, digest) };
}

function hashOf(event: Omit<Event, 'hash'>, digest: Digest): string {
  const { team, number, at, who, session = '', what, object, before, after, previous, expiresAt } = event;
  return digest(
    JSON.stringify([team, number, at, who, session, what, object.kind, object.id, before, after, previous, expiresAt]),
  );
}

/**
 * The number of the first event that is not what was written, or does not follow the one before it; undefined where all do. The
 * events are of one chain, the earliest first; those that have expired before them are not missed.
 */
export function brokenAt(events: readonly Event[], digest: Digest): number | undefined {
  return events.find((one, at) => {
    const before = events[at - 1];
    const follows = !before || (one.previous === before.hash && one.number === before.number + 1);
    return !follows || one.hash !== hashOf(one, digest);
  })?.number;
}
