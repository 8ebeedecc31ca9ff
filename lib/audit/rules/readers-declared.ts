import type { Cloud } from '../assembly/cloud';
import { readersOf } from '../assembly/readers';
import { partsOf, retentionRuleNamed, type StorePart, storeKinds } from '../assembly/stores';
import { type Rule, unless } from './rule';

function undeclared(part: StorePart, cloud: Cloud): string | false {
  const declared = retentionRuleNamed(part.rule)?.readers;
  const others = declared ? readersOf(part, cloud).filter((reader) => !declared.includes(reader)) : [];
  return (
    others.length > 0 &&
    `${part.prefix}${part.prefix && ' '}can be read by ${others.join(', ')}, which ${part.rule} does not name`
  );
}

export const readersDeclared: Rule = {
  name: 'ReadersDeclared',
  law: 'Laws 2 and 8: only whom the retention file names can read a store, by every policy of the environment',
  control: 'NCSC 9, 10; DSPT B2, B3',
  types: Object.keys(storeKinds),
  verdict: ({ resource, cloud }) => unless(...partsOf(resource).map((part) => undeclared(part, cloud))),
};
