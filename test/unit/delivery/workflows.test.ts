import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workflowProblems } from './workflow-problems';

const root = join(__dirname, '..', '..', '..');
const workflows = ['.github/workflows', 'examples/producer/.github/workflows'].flatMap((folder) =>
  readdirSync(join(root, folder)).map((file) => join(folder, file)),
);

test.each(workflows)('%s takes no action that can change, no right it does not need', (file) => {
  expect(workflowProblems(readFileSync(join(root, file), 'utf8'))).toEqual([]);
});

test('proposed changes are checked, by the platform and by its producers', () => {
  for (const folder of ['.github/workflows', 'examples/producer/.github/workflows']) {
    expect(readFileSync(join(root, folder, 'check.yml'), 'utf8')).toMatch(/^ {2}pull_request:$/m);
  }
});

const commit = '3d3c42e5aac5ba805825da76410c181273ba90b1';
const checkout = (version = ' # v7.0.1', persist = 'false') => `
      - uses: actions/checkout@${commit}${version}
        with: { persist-credentials: ${persist} }`;
const workflow = ({ on = 'push', top = 'permissions: { contents: read }', job = 'timeout-minutes: 5', steps = '' }) =>
  `on: ${on}\n${top}\njobs:\n  one:\n    ${job}\n    steps:${checkout()}${steps}`;
const identity = 'timeout-minutes: 5\n    permissions: { id-token: write }';
const running = (expression: string) => `run: echo \${{ ${expression} }}`;
const step = (text: string) => ({ steps: `\n      - ${text}` });

test.each([
  ['an action by its tag', step('uses: actions/setup-node@v7'), /which can change/],
  ['an action by its branch', step('uses: aws-actions/configure-aws-credentials@main'), /which can change/],
  ['an action by a short commit', step('uses: actions/setup-node@3d3c42e'), /which can change/],
  ['an image by its tag', step('uses: docker://alpine:3.20'), /which can change/],
  ['somebody else’s workflow by its tag', { job: 'uses: a/b/.github/workflows/c.yml@v1' }, /which can change/],
  ['a commit without its version', step(`uses: actions/setup-node@${commit}`), /does not say its version/],
  ['a version that is a major only', step(`uses: actions/setup-node@${commit} # v4`), /does not say its version/],
  ['a checkout that keeps its token', { steps: checkout(' # v7.0.1', 'true') }, /leaves the repository's token/],
  ['permissions left to the repository', { top: '' }, /leaves its permissions/],
  ['every permission', { top: 'permissions: write-all' }, /asks for write-all/],
  ['every reading permission', { top: 'permissions: read-all' }, /asks for read-all/],
  ['a right to write to the repository', { top: 'permissions: { contents: write }' }, /contents: write/],
  ['a right to write packages', { job: 'timeout-minutes: 5\n    permissions: { packages: write }' }, /packages: write/],
  ['an identity for a pull request', { on: '[push, pull_request]', job: identity }, /holds an identity/],
  ['an identity for a comment', { on: 'issue_comment', job: identity }, /holds an identity/],
  ['an identity behind another run', { on: '{ workflow_run: { workflows: [Check] } }', job: identity }, /an identity/],
  [
    'an identity for the whole workflow',
    { on: 'pull_request', top: 'permissions: { id-token: write }' },
    /an identity/,
  ],
  ['the trigger that gives proposals rights', { on: 'pull_request_target' }, /rights of the repository/],
  ['a title as a command', step(running('github.event.pull_request.title')), /as a command/],
  ['a branch name as a command', step(running('github.head_ref')), /as a command/],
  ['install scripts beside an identity', { job: identity, ...step('run: npm ci') }, /runs the scripts of packages/],
  ['a job without end', { job: 'runs-on: ubuntu-24.04' }, /without end/],
])('%s is found', (_, parts, problem) => {
  expect(workflowProblems(workflow(parts)).join('\n')).toMatch(problem);
});

test('what is right is left alone', () => {
  expect(workflowProblems(workflow({ job: identity, ...step('run: npm ci --ignore-scripts') }))).toEqual([]);
});
