import { own } from '../../../domain/own';
import type { ResourceType } from '../resources/resource-type';
import type { Template } from './template';

type TurnOf = (type: string) => ResourceType['turn'];

/**
 * Logical ids in an order in which each comes after what it refers to. CloudFormation leaves the rest open; here
 * permissions come as early as they can, and what makes an API reachable comes last, so that an API whose
 * registration is refused never takes a base path.
 */
export function provisioningOrder({ Resources }: Template, turnOf: TurnOf): readonly string[] {
  const rank = (id: string): number => ranks[turnOf(own(Resources, id)?.Type ?? '') ?? 'between'];
  const waiting = new Map(
    Object.entries(Resources).map(([id, resource]) => {
      const references = referencesIn(resource.Properties).filter(
        (name) => name !== id && Object.hasOwn(Resources, name),
      );
      return [id, new Set([...resource.DependsOn, ...references])] as const;
    }),
  );
  const ordered: string[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting].filter(([, needs]) => needs.size === 0).map(([id]) => id);
    const [next] = ready.sort((left, right) => rank(left) - rank(right));
    if (next === undefined) throw new Error(`circular dependency between ${[...waiting.keys()].join(', ')}`);
    ordered.push(next);
    waiting.delete(next);
    for (const needs of waiting.values()) needs.delete(next);
  }
  return ordered;
}

const ranks = { first: 0, between: 1, last: 2 } as const;

function referencesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => {
    if (key === 'Ref' && typeof one === 'string') return [one];
    if (key === 'Fn::GetAtt') return [String(typeof one === 'string' ? one.split('.')[0] : one?.[0])];
    if (key === 'Fn::Sub') return [...variablesIn(Array.isArray(one) ? one[0] : one), ...referencesIn(one)];
    return referencesIn(one);
  });
}

const variablesIn = (text: unknown): readonly string[] =>
  [...String(text).matchAll(/\$\{([^!}.]+)(\.[^}]+)?\}/g)].map(([, name]) => name ?? '');
