import type { AccountStore } from '../../domain/accounts/account-store';
import type { AccessRequest } from '../../domain/applications/access-request';
import type { Standing } from '../../domain/applications/subscription';

/** Where a subscription stands, as both sides read it. */
export const standings: Readonly<Record<Exclude<Standing, 'none'>, string>> = {
  approved: 'Approved',
  pending: 'Waiting for the publisher’s approval',
  'asked again': 'Waiting for the publisher’s approval',
  returned: 'Returned: the publisher wants to know more',
  refused: 'Refused by the publisher',
  'withdrawn by publisher': 'Suspended by the publisher',
  'withdrawn by platform': 'Suspended by the platform',
};

const words: ReadonlyMap<string, string> = new Map([
  ['developer asks', 'Asked for access'],
  ['developer subscribes', 'Subscribed'],
  ['developer states operations', 'Said which operations it needs'],
  ['developer submits', 'Submitted its assurance'],
  ['assurance approves', 'Approved its assurance'],
  ['developer unsubscribes', 'Ended the subscription'],
  ['publisher approves', 'Approved'],
  ['votes: publisher approves', 'Approved by the first of two people'],
  ['publisher returns', 'Returned'],
  ['publisher refuses', 'Refused'],
  ['publisher withdraws', 'Suspended'],
  ['publisher restores', 'Restored'],
  ['votes: publisher restores', 'Restored by the first of two people'],
  ['publisher invites', 'Invited'],
  ['platform withdraws', 'Suspended by the platform'],
  ['platform restores', 'Given back by the platform'],
]);

export type Side = 'developer' | 'publisher';

const sideOf = (what: string): Side | 'platform' => {
  if (what.startsWith('platform')) return 'platform';
  return what.startsWith('developer') ? 'developer' : 'publisher';
};

/**
 * The story of an access for one side of it, the latest first. People of the own side have names; of the other side one
 * reads what was decided and why, and not by whom or by how many.
 */
export async function accessStory(
  { accounts }: { readonly accounts: Pick<AccountStore, 'find'> },
  request: AccessRequest | undefined,
  side: Side,
) {
  const steps = (request?.history ?? []).filter(({ what }) => side === 'publisher' || !what.startsWith('votes: '));
  const told = steps.map(async ({ at, by, what, reason }) => {
    const of = sideOf(what);
    const [kind, id = ''] = by.split(' ');
    const person = of === side && kind === 'account' ? await accounts.find(id) : undefined;
    const other = of === 'developer' ? 'The application’s team' : 'The publisher';
    const who =
      of === 'platform' || kind === 'operator'
        ? 'The platform'
        : of === side
          ? (person?.name ?? 'A former member')
          : other;
    return { at, who, what: words.get(what) ?? what, reason };
  });
  return (await Promise.all(told)).reverse();
}
