import * as z from 'zod';

const withdrawer = z.enum(['publisher', 'platform']);

/** An application's right to call one API. An application that has none, and asks for none, has no entry. */
export const subscription = z.object({
  status: z.enum(['approved', 'pending', 'returned', 'refused', 'revoked']),
  since: z.iso.datetime(),
  /** Who withdrew it, where it is `revoked`; the publisher where nothing is said. Who lifted that, where it is `pending`. */
  by: withdrawer.optional(),
});
export type Subscription = z.infer<typeof subscription>;

/** Who holds subscriptions: an application. */
export interface Subscriber {
  /** By API name. */
  readonly subscriptions: Readonly<Record<string, Subscription>>;
}

/**
 * `asked again`: what was withdrawn or refused waits for the publisher, whether its developer still asks or not.
 * `returned`: the publisher wants to know more before it decides.
 */
export type Standing =
  | 'none'
  | 'pending'
  | 'asked again'
  | 'returned'
  | 'refused'
  | 'approved'
  | `withdrawn by ${z.infer<typeof withdrawer>}`;

/** Who moves a subscription, and how. */
export type Move =
  | `developer ${'asks' | 'subscribes' | 'unsubscribes'}`
  | `publisher ${'approves' | 'returns' | 'refuses' | 'withdraws' | 'restores'}`
  | `platform ${'withdraws' | 'restores'}`
  /** The publisher has approved the assurance of its product. */
  | 'assurance approves'
  | 'API passes on';

/**
 * Everything that can happen to a subscription; what is not here is refused. The publisher decides who calls its API:
 * a developer can neither restore nor forget what was withdrawn or refused, and where the platform lifts a withdrawal of its own
 * the publisher is asked again. Only who withdrew restores. Whoever takes over the name of an API that is gone takes
 * over nothing that another publisher decided.
 */
export const moves: Readonly<Record<Move, Partial<Record<Standing, Standing>>>> = {
  'developer asks': { none: 'pending', returned: 'pending', refused: 'asked again' },
  'developer subscribes': { none: 'approved' },
  'developer unsubscribes': { pending: 'none', returned: 'none', approved: 'none' },
  'publisher approves': { pending: 'approved', 'asked again': 'approved', refused: 'approved' },
  'assurance approves': {
    none: 'approved',
    pending: 'approved',
    'asked again': 'approved',
    returned: 'approved',
    refused: 'approved',
  },
  'publisher returns': { pending: 'returned' },
  'publisher refuses': { pending: 'refused', 'asked again': 'refused', returned: 'refused' },
  'publisher withdraws': {
    pending: 'withdrawn by publisher',
    'asked again': 'withdrawn by publisher',
    approved: 'withdrawn by publisher',
  },
  'publisher restores': { 'withdrawn by publisher': 'approved' },
  'platform withdraws': {
    returned: 'withdrawn by platform',
    refused: 'withdrawn by platform',
    pending: 'withdrawn by platform',
    'asked again': 'withdrawn by platform',
    approved: 'withdrawn by platform',
    'withdrawn by publisher': 'withdrawn by platform',
  },
  'platform restores': { 'withdrawn by platform': 'asked again' },
  'API passes on': {
    pending: 'none',
    returned: 'none',
    refused: 'none',
    approved: 'none',
    'withdrawn by publisher': 'none',
  },
};

export const subscriptionTo = (application: Subscriber, api: string) =>
  Object.hasOwn(application.subscriptions, api) ? application.subscriptions[api] : undefined;

export function standingOf(application: Subscriber, api: string): Standing {
  const held = subscriptionTo(application, api);
  if (held === undefined) return 'none';
  if (held.status === 'revoked') return `withdrawn by ${held.by ?? 'publisher'}`;
  return held.status === 'pending' && held.by !== undefined ? 'asked again' : held.status;
}

/** Whether the publisher is to decide before the developer may subscribe, with this application or another. */
export const isForPublisher = (standing: Standing): boolean =>
  ['asked again', 'refused'].includes(standing) || standing.startsWith('withdrawn');

/** The application after a move, or undefined where the move is not one from where its subscription stands. */
export function moveSubscription<T extends Subscriber>(
  application: T,
  { api, move, at }: { readonly api: string; readonly move: Move; readonly at: Date },
): T | undefined {
  const next = moves[move][standingOf(application, api)];
  if (next === undefined) return undefined;
  const others = Object.entries(application.subscriptions).filter(([name]) => name !== api);
  const moved: [string, Subscription][] = next === 'none' ? [] : [[api, entryOf(next, at.toISOString())]];
  return { ...application, subscriptions: Object.fromEntries([...others, ...moved]) };
}

function entryOf(standing: Exclude<Standing, 'none'>, since: string): Subscription {
  if (standing === 'withdrawn by publisher') return { status: 'revoked', by: 'publisher', since };
  if (standing === 'withdrawn by platform') return { status: 'revoked', by: 'platform', since };
  if (standing === 'asked again') return { status: 'pending', by: 'platform', since };
  return { status: standing, since };
}
