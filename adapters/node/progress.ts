/** How a process tells its parent of a step, which then shows it: in a line that begins so. */
const lead = 'progress: ';
const asked = 'DIP_PROGRESS';

/** Asks a child process for its steps, to be read by `readProgress`. */
export const progressVariables: Readonly<Record<string, string>> = { [asked]: 'lines' };

/** Shows a step of something long; `undefined` ends it. */
export type ShowStep = (step: string | undefined) => void;

type Output = Pick<NodeJS.WriteStream, 'write' | 'isTTY'>;

/**
 * On a terminal one line, written over step by step and gone at the end; elsewhere a line each. Where a
 * command's result is what somebody reads on, the output is standard error.
 */
export function progress(env: NodeJS.ProcessEnv, output: Output): ShowStep {
  if (env[asked] === 'lines') return (step) => step !== undefined && output.write(`${lead}${step}\n`);
  if (!output.isTTY) return (step) => step !== undefined && output.write(`${step}\n`);
  return (step) => output.write(`\r\u001b[2K${step === undefined ? '' : `${step.slice(0, 78)} …`}`);
}

/** For an app that another command runs: shows nothing unless that asked for it. */
export const askedProgress = (env: NodeJS.ProcessEnv, output: Output): ShowStep =>
  env[asked] === 'lines' ? progress(env, output) : () => undefined;

/** Takes what a child process writes to standard error apart: steps are shown, and the rest is handed on, line by line. */
export function readProgress(show: ShowStep, rest: (text: string) => void): (chunk: string) => void {
  let open = '';
  return (chunk) => {
    const lines = `${open}${chunk}`.split('\n');
    open = lines.pop() ?? '';
    for (const line of lines) {
      if (line.startsWith(lead)) show(line.slice(lead.length));
      else rest(`${line}\n`);
    }
  };
}
