import { plantedCorpus } from '../../test/unit/logs/planted-corpus';
import { accessLines } from './access-lines';
import type { Figure } from './figure';
import { sharedCorpus } from './shared-corpus';
import { sized } from './size';

const LINES = sized(20_000, 200);
const SEED = 20261120;
const ROUNDS = sized(7, 1);
const REMEMBERED = sized(1_000_000, 2_000);

type RedactLine = (line: string) => string;

/** The redactor as it is bundled: beside JSON alone, on hostile lines, and what a million lines leave in memory. */
export async function measure(): Promise<Figure[]> {
  const { redactLine } = await import('../../test/redaction-adapter.mjs');
  const dense = [...plantedCorpus(LINES, SEED)].map(({ line }) => line);
  const shared = sharedCorpus(LINES, SEED);
  const own = accessLines(LINES, SEED);
  return [
    throughput('redactor', shared ?? dense, redactLine),
    ...(shared ? [throughput('redactor:dense', dense, redactLine)] : []),
    throughput('redactor:access', own, redactLine),
    hostile('8k', { length: 8192, bound: 5, redactLine }),
    hostile('64k', { length: 65_536, bound: 30, redactLine }),
    memory(dense, redactLine),
  ];
}

function throughput(name: string, lines: readonly string[], redactLine: RedactLine): Figure {
  const floor = (line: string) => JSON.stringify(JSON.parse(line));
  const times = { floor: Number.POSITIVE_INFINITY, redactor: Number.POSITIVE_INFINITY };
  // In turn, and the best of each: what else the machine does meanwhile only ever takes time.
  for (let round = 0; round < ROUNDS; round++) {
    times.floor = Math.min(
      times.floor,
      processorMillisecondsOf(() => lines.forEach(floor)),
    );
    times.redactor = Math.min(
      times.redactor,
      processorMillisecondsOf(() => lines.forEach(redactLine)),
    );
  }
  return {
    name,
    value: Math.round((lines.length / times.redactor) * 1000),
    unit: 'lines/s of one core',
    against: 'JSON.parse and JSON.stringify of the same lines',
    ratio: rounded(times.floor / times.redactor),
  };
}

/** What one rule or another could be made to try again and again. */
const TOKENS = [
  '9',
  '1-',
  '9(9.',
  '1 ',
  '1.',
  '943 476 ',
  'a.',
  'a@',
  '@a',
  'eyJ.',
  'eyJ',
  '%25',
  '%20',
  '\\',
  '\\u0039',
  '&#57;',
  '=',
  'a=',
  'a=&',
  ':',
  '::',
  'a:',
  'f:',
  '{"',
  '["',
  '[{',
  '{"a":[',
  '"',
  '|',
  'PID|',
  '<',
  '<a ',
  '<a>',
  '<a value="',
  '/',
  'Patient/',
  'Mrs A ',
  'DOB ',
  'Name: A',
  '12 High ',
  '+44',
  '07',
  '(0',
  'AKIA',
  'key ',
  'Bearer ',
  'bearer',
  '-----BEGIN A',
  'A',
  'Aa1/',
  '\u00a0',
  '\u0663',
  ' ',
  'family: A ',
  'SW1A ',
  'sw1',
  '1/1/',
  '19',
  '2001-01-',
  'jan ',
  'ip-1-',
  '[',
  ']',
  '[a]',
]; // prettier-ignore
const FIELDS = ['message', 'path', 'queryString', 'userAgent', 'status', 'identifier'];

interface Hostile {
  /** Characters of the repeated text. */
  readonly length: number;
  /** Milliseconds. */
  readonly bound: number;
  readonly redactLine: RedactLine;
}

function hostile(size: string, { length, bound, redactLine }: Hostile): Figure {
  const lines = TOKENS.slice(0, sized(TOKENS.length, 4)).flatMap((token) => {
    const text = token.repeat(Math.ceil(length / token.length)).slice(0, length);
    return FIELDS.map((field) => ({
      what: `${field} of ${JSON.stringify(token)}`,
      line: JSON.stringify({ [field]: text }),
    }));
  });
  const worst = lines.reduce(
    (known, { what, line }) => {
      const time = Math.min(...[1, 2, 3].map(() => millisecondsOf(() => redactLine(line))));
      return time > known.time ? { what, time } : known;
    },
    { what: '', time: 0 },
  );
  const against = `at most ${bound} ms for any line; the worst is ${worst.what}`;
  return {
    name: `redactor:hostile-${size}`,
    value: rounded(worst.time),
    unit: 'ms',
    against,
    ratio: rounded(worst.time / bound),
  };
}

function memory(lines: readonly string[], redactLine: RedactLine): Figure {
  let early = 0;
  for (let count = 1; count <= REMEMBERED; count++) {
    // A number in a name that no other line has: nothing that is remembered may grow with it.
    const line = `{"a${count}":"b${count}","userAgent":"agent/${count}",${lines[count % lines.length]?.slice(1)}`;
    redactLine(line);
    if (count === REMEMBERED / 10) early = heap();
  }
  const grown = (heap() - early) / 1_000_000;
  const against = 'the heap after 100,000 lines, and after a million';
  return {
    name: 'redactor:memory',
    value: rounded(grown),
    unit: 'MB',
    against,
    ratio: rounded((early / 1_000_000 + grown) / (early / 1_000_000)),
  };
}

/** Bytes in use once nothing is left to collect, where the process may collect; what is in use otherwise. */
function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

/** As on one core: other work on the machine does not count, and what is collected on another core does. */
function processorMillisecondsOf(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function millisecondsOf(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000;
