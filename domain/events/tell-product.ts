import type { Product } from '../onboarding/product';
import type { Submission } from '../onboarding/submission';
import { differences } from './differences';
import type { Told } from './event';
import type { Verb } from './verbs';

/** What a change of a product says to its team, and to the team that reviews what has changed. */
export function tellProduct(before: Product | undefined, after: Product): Told[] {
  const object = { kind: 'product', id: after.id } as const;
  const moved = after.submissions.filter((one) => {
    const had = before?.submissions.find(({ api }) => api === one.api);
    return had?.state !== one.state || had.votes.join() !== one.votes.join();
  });
  const isRenamed = before !== undefined && (before.name !== after.name || before.team !== after.team);
  if (before && moved.length === 0 && !isRenamed) return [];
  const facts = differences(before?.submissions.flatMap(factsOf) ?? [], after.submissions.flatMap(factsOf));
  const [first] = moved;
  const what = first ? verbOf(before, first) : before ? 'product.changed' : 'product.begun';
  const told: Told[] = [{ team: after.team, what, object, ...facts }];
  for (const one of moved) {
    if (one.to === undefined || told.some(({ team }) => team === one.to)) continue;
    const ofApi = (all: readonly string[]) => all.filter((fact) => fact.split(' ')[1] === one.api);
    const of = { before: ofApi(facts.before), after: ofApi(facts.after) };
    told.push({ team: one.to, what: verbOf(before, one), object, ...of });
  }
  return told;
}

const factsOf = ({ api, state, votes }: Submission): string[] => [
  `submission ${api} ${state}`,
  ...votes.map((account) => `vote ${api} ${account}`),
];

const verbsOfStates: ReadonlyMap<string, Verb> = new Map([
  ['draft', 'submission.begun'],
  ['submitted', 'submission.submitted'],
  ['withdrawn', 'submission.withdrawn'],
  ['in review', 'review.begun'],
  ['returned', 'review.returned'],
  ['approved', 'review.approved'],
  ['refused', 'review.refused'],
  ['suspended', 'review.suspended'],
]);

function verbOf(before: Product | undefined, now: Submission): Verb {
  const had = before?.submissions.find(({ api }) => api === now.api);
  if (had?.state === now.state) return 'review.voted';
  return verbsOfStates.get(now.state) ?? 'product.changed';
}
