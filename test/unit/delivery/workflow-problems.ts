import { parse } from 'yaml';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
type Permissions = string | Readonly<Record<string, string>>;
interface Job {
  readonly permissions?: Permissions;
  readonly uses?: string;
  readonly 'timeout-minutes'?: number;
  readonly steps?: readonly Step[];
}
interface Workflow {
  readonly on: string | readonly string[] | Readonly<Record<string, unknown>>;
  readonly permissions?: Permissions;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** Events behind which stands what the repository's owners wrote; others may carry what anybody proposes. */
const ownersEvents = ['push', 'workflow_call', 'workflow_dispatch', 'schedule', 'release'];
const allowed = new Map([
  ['contents', ['read', 'none']],
  ['id-token', ['write', 'none']],
]);
/** Values of a run that its repository's owners chose; any other is text of whoever started it. */
const ownWords = /^(vars|env|inputs|secrets)\.|^github\.(sha|run_number|ref)$/;

/**
 * What is wrong with a GitHub workflow: actions that can change under it, rights that it does not need, and an identity
 * where somebody else's code runs.
 */
export function workflowProblems(text: string): string[] {
  const workflow: Workflow = parse(text);
  const events = eventsOf(workflow);
  const mayHoldIdentity = events.every((event) => ownersEvents.includes(event));
  const problems = [
    ...(events.includes('pull_request_target') ? ['runs proposed code with the rights of the repository'] : []),
    ...(workflow.permissions === undefined ? ['leaves its permissions to the repository'] : []),
    ...permissionProblems('the workflow', workflow.permissions, mayHoldIdentity),
    ...unnamedVersions(text),
  ];
  for (const [name, job] of Object.entries(workflow.jobs)) {
    problems.push(...permissionProblems(name, job.permissions, mayHoldIdentity));
    if (!job.uses && !job['timeout-minutes']) problems.push(`${name} may run without end`);
    const identity = holdsIdentity(job.permissions ?? workflow.permissions);
    for (const step of [{ ...(job.uses && { uses: job.uses }) }, ...(job.steps ?? [])]) {
      problems.push(...stepProblems(name, step, identity));
    }
  }
  return problems;
}

function eventsOf({ on }: Workflow): readonly string[] {
  if (typeof on === 'string') return [on];
  return Array.isArray(on) ? on : Object.keys(on);
}

function* permissionProblems(who: string, permissions: Permissions | undefined, mayHoldIdentity: boolean) {
  if (permissions === undefined) return;
  if (typeof permissions === 'string') {
    yield `${who} asks for ${permissions}`;
    return;
  }
  for (const [scope, level] of Object.entries(permissions)) {
    if (!allowed.get(scope)?.includes(level)) yield `${who} asks for ${scope}: ${level}`;
  }
  if (holdsIdentity(permissions) && !mayHoldIdentity) yield `${who} holds an identity for what others propose`;
}

const holdsIdentity = (permissions: Permissions | undefined) =>
  permissions === 'write-all' || (typeof permissions === 'object' && permissions['id-token'] === 'write');

function* stepProblems(job: string, { uses, run, with: settings }: Step, identity: boolean): Generator<string> {
  if (uses && !isFixed(uses)) yield `${job} uses ${uses}, which can change`;
  if (uses?.startsWith('actions/checkout@') && settings?.['persist-credentials'] !== false) {
    yield `${job} leaves the repository's token in the checkout`;
  }
  for (const [, expression = ''] of (run ?? '').matchAll(/\$\{\{\s*(.*?)\s*\}\}/g)) {
    if (!ownWords.test(expression)) yield `${job} runs \${{ ${expression} }} as a command`;
  }
  if (identity && /npm (ci|i|install)\b(?!.*--ignore-scripts)/.test(run ?? '')) {
    yield `${job} runs the scripts of packages where they find an identity`;
  }
}

const isFixed = (uses: string) =>
  uses.startsWith('./') ||
  /^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/.test(uses) ||
  /^docker:.*@sha256:[0-9a-f]{64}$/.test(uses);

/** A commit says nothing to a reader, and nothing to what proposes newer ones. */
function* unnamedVersions(text: string): Generator<string> {
  for (const [, action = '', rest = ''] of text.matchAll(/uses:\s*(\S+@[0-9a-f]{40})(.*)/g)) {
    if (!/^ # v\d+\.\d+\.\d+$/.test(rest)) yield `${action} does not say its version`;
  }
}
