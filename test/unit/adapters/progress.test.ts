import { progress, progressVariables, readProgress } from '../../../adapters/node/progress';

function shown(env: NodeJS.ProcessEnv, isTTY: boolean): string {
  let text = '';
  const write = (chunk: string | Uint8Array) => {
    text += String(chunk);
    return true;
  };
  const show = progress(env, { write, isTTY });
  for (const step of ['Reading one.yaml', 'Reading two.yaml', undefined]) show(step);
  return text;
}

test('on a terminal each step is written over the one before, and nothing is left at the end', () => {
  expect(shown({}, true)).toBe('\r\u001b[2KReading one.yaml …\r\u001b[2KReading two.yaml …\r\u001b[2K');
});

test('elsewhere each step is a line', () => {
  expect(shown({}, false)).toBe('Reading one.yaml\nReading two.yaml\n');
});

test('a parent that asks for a child’s steps shows them, and hands on the rest whole, wherever the chunks end', () => {
  const steps: (string | undefined)[] = [];
  let rest = '';
  const take = readProgress(
    (step) => steps.push(step),
    (text) => {
      rest += text;
    },
  );
  const told = `Warning: a\n${shown(progressVariables, true)}Failed: b\n`;
  for (const character of told) take(character);
  expect([steps, rest]).toEqual([['Reading one.yaml', 'Reading two.yaml'], 'Warning: a\nFailed: b\n']);
});
