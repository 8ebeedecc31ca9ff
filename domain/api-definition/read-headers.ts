import { writeJson } from '../exact-json';
import { settled } from '../json-schema/schema';
import { isRecord } from '../record';
import type { ResponseDefinition } from './api-definition';
import { bodyAt } from './example-body';
import { type ContentRules, readSchema } from './read-content';
import type { SpecNode } from './spec-node';

/** The headers that a response declares, each with the value that its example or its schema states (`style: simple`). */
export function readHeaders(headers: SpecNode, rules: ContentRules): ResponseDefinition['headers'] {
  return Object.fromEntries(
    headers.children().map((header) => {
      const value = header.exists
        ? textOf(statedIn(header, rules), header.child('explode').scalar === true)
        : undefined;
      return [header.key, value === undefined ? {} : { value }];
    }),
  );
}

function statedIn(header: SpecNode, rules: ContentRules): unknown {
  const [media] = header.child('content').children();
  const holder = header.has('schema') || !media?.exists ? header : media;
  const [listed] = holder.child('examples').children();
  const [stated] = [
    ...bodyAt(holder, 'example', rules.references),
    ...(listed ? bodyAt(listed, 'value', rules.references) : []),
  ];
  if (stated !== undefined) return holder === header || typeof stated === 'string' ? stated : writeJson(stated);
  const {
    example,
    examples,
    const: constant,
    default: usual,
    enum: values,
  } = settled(readSchema(holder, rules), rules.schemas.schemas);
  return example ?? first(examples) ?? constant ?? usual ?? first(values);
}

const first = (values: unknown): unknown => (Array.isArray(values) ? values[0] : undefined);

/** OpenAPI 3.0.3, "Style Values": `simple`, the only style of a header. */
function textOf(value: unknown, explode: boolean): string | undefined {
  if (['string', 'number', 'bigint', 'boolean'].includes(typeof value)) return String(value);
  if (Array.isArray(value)) return value.map(String).join(',');
  if (!isRecord(value)) return undefined;
  return Object.entries(value)
    .map(([name, each]) => `${name}${explode ? '=' : ','}${String(each)}`)
    .join(',');
}
