import type { Cloud } from '../assembly/cloud';
import { partsOf, periodOf, retentionRuleNamed, type StorePart, storeKinds } from '../assembly/stores';
import { type Rule, unless } from './rule';

function disagreement(part: StorePart, cloud: Cloud): string | false {
  const keptFor = retentionRuleNamed(part.rule)?.keptFor;
  const name = part.prefix ? `${part.prefix} ` : '';
  if (part.rule === '') return `${name}says no retention rule: mark the store with keptAs()`;
  if (!keptFor) return `${name}names the retention rule "${part.rule}", of which there is none`;
  const { days } = periodOf(part, cloud);
  const expected = 'days' in keptFor ? keptFor.days : undefined;
  if (days === expected) return false;
  const said = expected === undefined ? `as long as ${'asLongAs' in keptFor && keptFor.asLongAs}` : `${expected} days`;
  return `${name}is kept ${days === undefined ? 'without an end' : `for ${days} days`}; ${part.rule} says ${said}`;
}

export const retentionAgrees: Rule = {
  name: 'RetentionAgrees',
  law: 'Law 8: every store is kept for as long as the retention file says',
  control: 'NCSC 2; DSPT B3',
  types: Object.keys(storeKinds),
  verdict: ({ resource, cloud }) => unless(...partsOf(resource).map((part) => disagreement(part, cloud))),
};
