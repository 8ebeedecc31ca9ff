import {
  isStanding,
  moveSubmission,
  type Submission,
  type SubmissionMove,
  type SubmissionState,
  submissionMoves,
  submissionStates,
} from '../../../domain/onboarding/submission';
import { aProduct } from '../portal/a-product';

/** Every move that there is, by where it may begin and where it leads, written down once more. */
const legal = `
  team submits: draft > submitted, returned > submitted, suspended > submitted, approved > renewal submitted, renewal returned > renewal submitted
  team withdraws: submitted > withdrawn, in review > withdrawn, returned > withdrawn, renewal submitted > approved, renewal in review > approved, renewal returned > approved
  team appeals: refused > in review
  team begins anew: withdrawn > draft, refused > draft
  reviewer begins: submitted > in review, renewal submitted > renewal in review
  reviewer returns: in review > returned, renewal in review > renewal returned
  reviewer approves: in review > approved, renewal in review > approved
  reviewer refuses: in review > refused
  reviewer suspends: approved > suspended, renewal submitted > suspended, renewal in review > suspended, renewal returned > suspended
  reviewer restores: suspended > approved
  evidence expires: approved > suspended, renewal submitted > submitted, renewal in review > in review, renewal returned > returned
`;
const rows = legal
  .trim()
  .split('\n')
  .map((line) => line.trim().split(': '));
const next = new Map(
  rows.flatMap(([move = '', pairs = '']) =>
    pairs.split(', ').map((pair): [string, string] => {
      const [from = '', to = ''] = pair.split(' > ');
      return [`${move} from ${from}`, to];
    }),
  ),
);
const moves = Object.keys(submissionMoves) as SubmissionMove[];
const told = { by: 'account-1', at: '2026-01-05T09:00:00Z' };
const standsAt = (state: SubmissionState): Submission => ({
  ...{ api: 'hello-world', application: 'app-1', version: '1.0', state, snapshot: 'handed', approved: 'approved' },
  ...{ comments: [], votes: ['somebody'], reminders: [], history: [] },
});

describe.each(moves)('%s', (move) => {
  test.each(submissionStates)('from %s', (state) => {
    const moved = moveSubmission(standsAt(state), { ...told, move });
    expect(moved?.state).toBe(next.get(`${move} from ${state}`));
    // Nobody's vote for what was there before counts for what is there now.
    if (moved) expect(moved).toMatchObject({ votes: [], history: [{ ...told, what: move }] });
  });
});

test('an approval opens and ends access by these moves alone', () => {
  const crossing = moves.filter((move) =>
    submissionStates.some((state) => {
      const to = submissionMoves[move][state];
      return to !== undefined && isStanding(state) !== isStanding(to);
    }),
  );
  expect(crossing).toEqual(['reviewer approves', 'reviewer suspends', 'reviewer restores', 'evidence expires']);
});

test('of a hundred reviewers and answers at once each is kept or refused, and one decision holds', async () => {
  const { portal, ada, bob, grace, product, page, base, answerAll, submit, review, state, standing } = await aProduct();
  await answerAll();
  await submit();
  await review(ada, 'begins');
  const { html } = await ada.open(page);
  const token = /name="_token" value="([^"]+)"/.exec(html)?.[1] ?? '';
  expect(token).not.toBe('');
  const decisions = Array.from({ length: 100 }, (_, at) => {
    if (at % 4 === 3) return grace.submit(`${base}/service`, `${base}/service`, { support: `Answer ${at}` });
    if (at % 4 === 2) return review(bob, 'refuses', { reason: `Reason ${at}` });
    return review(at % 2 === 0 ? ada : bob, 'approves');
  });
  const statuses = (await Promise.all(decisions)).map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set([303, 400]));
  const found = (await portal.products.find(product))?.submissions[0];
  const decided = (found?.history ?? []).filter(({ what }) => ['reviewer approves', 'reviewer refuses'].includes(what));
  expect(decided).toHaveLength(1);
  expect([await state(), await standing()]).toEqual(
    decided[0]?.what === 'reviewer approves' ? ['approved', 'approved'] : ['refused', undefined],
  );
  const support = (await portal.dossiers.find(`product ${product}`))?.answers.filter(
    ({ question }) => question === 'support',
  );
  expect(support).toEqual([expect.objectContaining({ value: expect.stringMatching(/^Answer \d+$/) })]);
});
