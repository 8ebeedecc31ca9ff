import { isIP } from 'node:net';
import type { Delivery } from './delivery';
import type { Environment } from './environment';
import { runbookUrl } from './operations';

/** A value that stands for one that an adopter has to state. */
export interface Placeholder {
  /** Such as `prod: domain.hostedZoneId`. */
  readonly field: string;
  readonly value: string;
  readonly why: string;
}

/** RFC 2606 and RFC 6761: nobody can own them. */
const reserved = /(^|\.)(example|invalid|test|localhost|example\.(com|net|org))$/i;

type Kind = (value: string, field: string, owner: string) => string | false;
const kinds: readonly Kind[] = [
  (value) => hostsIn(value).some((host) => reserved.test(host)) && 'nobody can own that name',
  (value) => /^Z0{4,}/.test(value) && 'no hosted zone has that id',
  (value) => accountsIn(value).some(isMadeUp) && 'no account of yours has that number',
  (value) => /0{8}-(0{4}-){3}0{12}/.test(value) && 'nothing has that id',
  (value, field, owner) =>
    field.endsWith('clientId') && value === `dip-${owner}` && 'an identity provider gives you that id',
  (value, field) => field.endsWith('repository') && /^example\//.test(value) && 'that is not your repository',
];

/** Of `local` there are none: it never leaves this machine. */
export const placeholdersOf = (environment: Environment): readonly Placeholder[] =>
  environment.urls ? [] : [...placeholdersIn({ ...environment, runbooks: runbookUrl('') }, environment.name)];

/** The pipeline's own, and those of every environment that it deploys. */
export const placeholdersOfPipeline = (delivery: Delivery, all: readonly Environment[]): readonly Placeholder[] => [
  ...placeholdersIn(delivery, 'pipeline'),
  ...all.flatMap(placeholdersOf),
];

function* placeholdersIn(value: unknown, owner: string, path: readonly string[] = []): Generator<Placeholder> {
  if (typeof value === 'string') {
    const field = path.join('.');
    const why = kinds.map((kind) => kind(value, field, owner)).find((reason) => reason !== false);
    if (why) yield { field: `${owner}: ${field}`, value, why };
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) yield* placeholdersIn(member, owner, [...path, key]);
  }
}

/** Of a URL, an e-mail address or a bare name. */
function hostsIn(value: string): string[] {
  const host = URL.canParse(value) ? new URL(value).hostname : value.replace(/^.*@/, '');
  return /^[\w.-]+\.?$/.test(host) && !isIP(host) ? [host.replace(/\.$/, '')] : [];
}

const accountsIn = (value: string) => value.match(/(?<!\d)\d{12}(?!\d)/g) ?? [];
const isMadeUp = (account: string) => /^(\d)\1*$/.test(account) || account === '123456789012';

export const placeholderInWords = ({ field, value, why }: Placeholder) => `${field} is "${value}": ${why}`;
