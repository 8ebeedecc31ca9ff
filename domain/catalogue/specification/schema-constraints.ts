import { writeJson } from '../../exact-json';
import { own } from '../../own';
import type { JsonObject } from '../../record';
import { scalarText } from '../../scalar-text';

/** The words for a keyword's value, where the value is of the kind that the keyword takes. */
const words: Readonly<Record<string, (value: unknown) => string>> = {
  format: (value) => `format ${value}`,
  pattern: (value) => `pattern ${value}`,
  minLength: (value) => `at least ${characters(value)}`,
  maxLength: (value) => `at most ${characters(value)}`,
  minimum: (value) => `${value} or more`,
  maximum: (value) => `${value} or less`,
  exclusiveMinimum: (value) => (isNumber(value) ? `more than ${value}` : ''),
  exclusiveMaximum: (value) => (isNumber(value) ? `less than ${value}` : ''),
  multipleOf: (value) => `a multiple of ${value}`,
  minItems: (value) => `at least ${items(value)}`,
  maxItems: (value) => `at most ${items(value)}`,
  uniqueItems: (value) => (value === true ? 'no item twice' : ''),
  minContains: (value) => `at least ${value} such items`,
  maxContains: (value) => `at most ${value} such items`,
  minProperties: (value) => `at least ${value} properties`,
  maxProperties: (value) => `at most ${value} properties`,
  default: (value) => `default ${writeJson(value)}`,
  readOnly: (value) => (value === true ? 'in responses only' : ''),
  writeOnly: (value) => (value === true ? 'in requests only' : ''),
  additionalProperties: (value) => (value === false ? 'no other properties' : ''),
};

const isNumber = (value: unknown): boolean => typeof value === 'number' || typeof value === 'bigint';
const characters = (count: unknown): string => `${count} character${count === 1 ? '' : 's'}`;
const items = (count: unknown): string => `${count} item${count === 1 ? '' : 's'}`;

/** What a schema asks of a value beyond its type, each in a few words. */
export const schemaConstraints = (schema: JsonObject): string[] =>
  Object.entries(words).flatMap(([keyword, say]) => {
    const value = own(schema, keyword);
    const isWord = keyword === 'default' || typeof value === 'boolean' || scalarText(value) !== '';
    if (value === undefined || !isWord) return [];
    const said = say(value);
    return said === '' ? [] : [said];
  });
