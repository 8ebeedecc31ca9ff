import { at } from '../../template/at';
import { type Rule, unless } from './rule';

const credential =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----|\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\beyJ[\w-]{10,}\.[\w-]{10,}\.|"(?:d|p|q)"\s*:\s*"[\w-]{40,}"|:\/\/[^/\s:]+:[^/\s@]+@/;
const secretName = /SECRET|PASSWORD|PASSWD|TOKEN(?!_ENDPOINT|_ISSUER)|PRIVATE|CREDENTIAL|API_?KEY/i;
const reference = /^(?:arn:|\/|https?:\/\/|\d*$|true$|false$)/;

/** A word of letters and digits mixed, long enough to be made by a generator. */
const looksRandom = (value: string): boolean =>
  /^[A-Za-z0-9+/_=-]{24,}$/.test(value) && /\d/.test(value) && /[a-z]/i.test(value) && entropy(value) > 3.5;

/** Bits for each character. */
function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / value.length) * Math.log2(count / value.length), 0);
}

const isSecret = (name: string, value: string): boolean =>
  credential.test(value) || looksRandom(value) || (secretName.test(name) && value !== '' && !reference.test(value));

export const secretsByReference: Rule = {
  name: 'SecretsByReference',
  law: 'Functions are told where a secret is, never the secret itself',
  control: 'NCSC 2; DSPT B2',
  types: ['AWS::Lambda::Function'],
  verdict({ resource: { properties } }) {
    const literals = Object.entries(at(properties, 'Environment', 'Variables') ?? {}).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    );
    const names = literals.filter(([name, value]) => isSecret(name, value)).map(([name]) => name);
    return unless(names.length > 0 && `${names.sort().join(', ')} holds what looks like a secret`);
  },
};
