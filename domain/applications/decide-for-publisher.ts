import type { RegistryEntry } from '../publishing/registry-entry';
import { modeIn } from '../publishing/subscription-mode';
import { findTeam } from '../teams/find-team';
import { type Action, allows } from '../teams/permissions';
import type { TeamPorts } from '../teams/ports';
import { roleOf } from '../teams/team';
import { type AccessSubject, recordStep } from './access-request';
import { type Decision, type DecisionNeeds, makeDecideSubscription } from './decide-subscription';
import type { Mover } from './step';
import { moves, standingOf } from './subscription';
import { isCarried } from './vote';

export interface PublisherNeeds extends DecisionNeeds, Pick<TeamPorts, 'teams'> {
  /** Where it takes two people to let an application in. */
  readonly production: boolean;
}

/** What a publisher may do with a request or a subscription. */
export const publisherMoves = [
  'publisher approves',
  'publisher returns',
  'publisher refuses',
  'publisher withdraws',
  'publisher restores',
] as const;
export type PublisherMove = (typeof publisherMoves)[number];

export interface PublisherDecision extends AccessSubject {
  readonly account: string;
  readonly move: PublisherMove;
  readonly reason?: string | undefined;
}

export type DecideOutcome =
  | 'done'
  /** It takes another person's approval. */
  | 'one_of_two'
  /** Whoever is on both sides decides for neither, in production. */
  | 'own_request'
  | 'not_possible'
  | 'not_found';

/**
 * Decides in the name of the team that answers for an API.
 * @throws NotAllowed
 */
export const makeDecideForPublisher = (needs: PublisherNeeds) => {
  const { applications, teams, production } = needs;
  const decide = makeDecideSubscription(needs);

  return async ({ account, move, reason, ...subject }: PublisherDecision): Promise<DecideOutcome> => {
    const own = await ownApi(needs, { account, api: subject.api }, 'apis.decide');
    const application = await applications.find(subject.application);
    if (!(own && application)) return 'not_found';
    const { api } = subject;
    if (moves[move][standingOf(application, api)] === undefined) return 'not_possible';
    const by: Mover = `account ${account}`;
    // On assurance the review of a product lets in and restores, and nothing else.
    const isOpened = moves[move][standingOf(application, api)] === 'approved';
    if (isOpened && modeIn(own, needs) === 'on-assurance') return 'not_possible';
    if (isOpened && production) {
      const asking = application.team === undefined ? undefined : await teams.find(application.team);
      if (asking && roleOf(asking, account)) return 'own_request';
      const deciders = await deciderIds(needs, own.publisher.team);
      const isVoter = (voter: Mover) => deciders.has(voter.slice('account '.length));
      if (!(await isCarried(needs, { ...subject, by, move, reason, isVoter }))) return 'one_of_two';
    }
    const decision: Decision = { ...subject, move, by, reason };
    return (await decide(decision)) ? 'done' : 'not_possible';
  };
};

/**
 * Asks an application in, which may then subscribe, or ask where it takes an approval. False where there is no such
 * application, or the API is not the account's team's.
 * @throws NotAllowed
 */
export const makeInviteApplication =
  (needs: PublisherNeeds) =>
  async ({ account, ...subject }: AccessSubject & { readonly account: string }): Promise<boolean> => {
    const own = await ownApi(needs, { account, api: subject.api }, 'apis.decide');
    const application = own && (await needs.applications.find(subject.application));
    if (!own || application?.team === undefined) return false;
    const step = { ...subject, by: `account ${account}` as const, what: 'publisher invites' };
    return (await recordStep(needs, step, () => ({ invitedBy: own.publisher.team }))) !== undefined;
  };

/**
 * The API, if the account is in the team that answers for it and may do that.
 * @throws NotAllowed
 */
export async function ownApi(
  { registry, teams }: Pick<PublisherNeeds, 'registry' | 'teams'>,
  { account, api }: { readonly account: string; readonly api: string },
  action: Extract<Action, `apis.${string}`>,
): Promise<RegistryEntry | undefined> {
  const entry = await registry.find(api);
  const team = entry?.publisher.team;
  if (!(entry && team)) return undefined;
  return (await findTeam({ teams }, { account, team }, action)) && entry;
}

/** Ids of the accounts that decide for a team now: of those who have left it no vote counts. */
export async function deciderIds(
  { teams }: Pick<PublisherNeeds, 'teams'>,
  team: string | undefined,
): Promise<ReadonlySet<string>> {
  const members = team === undefined ? [] : ((await teams.find(team))?.members ?? []);
  return new Set(members.flatMap(({ account, role }) => (allows(role, 'apis.decide') ? [account] : [])));
}
