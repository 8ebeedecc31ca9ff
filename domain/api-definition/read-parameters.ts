import { writeJson } from '../exact-json';
import { settled } from '../json-schema/schema';
import { isRecord } from '../record';
import type { ParameterDefinition } from './api-definition';
import { bodyAt } from './example-body';
import type { AccessRules } from './read-access';
import { type ContentRules, readSchema } from './read-content';
import type { SpecNode } from './spec-node';

type Place = ParameterDefinition['in'];
type Style = ParameterDefinition['style'];

/** OpenAPI 3.0.3 and 3.1, "Style Values"; `cookie` is of 3.2. The first of a place is what holds where none is stated. */
const stylesOf: Readonly<Record<Place, readonly [Style, ...Style[]]>> = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form', 'cookie'],
};

/** An operation's parameter overrules its path's of the same name and place (OpenAPI 3.1 §4.8.9). */
export function readParameters(lists: readonly SpecNode[], rules: AccessRules & ContentRules): ParameterDefinition[] {
  const parameters = new Map<string, ParameterDefinition>();
  for (const node of lists.flatMap((list) => list.children())) {
    const parameter = readParameter(node, rules);
    if (parameter) parameters.set(`${parameter.in} ${parameter.name}`, parameter);
    else if (node.exists) {
      const kinds =
        node.child('in').scalar === 'querystring'
          ? 'in: querystring is not checked'
          : 'a parameter without a name and a known place is left out';
      rules.problems.warning(node, `${kinds}; give "name" and "in"`);
    }
  }
  return [...parameters.values()];
}

function readParameter(node: SpecNode, rules: AccessRules & ContentRules): ParameterDefinition | undefined {
  const name = node.child('name').text;
  const place = (['path', 'query', 'header', 'cookie'] as const).find((each) => each === node.child('in').scalar);
  if (name === undefined || place === undefined) return undefined;
  const description = node.child('description').text;
  const [media] = node.child('content').children();
  const holder = node.has('schema') || !media ? node : media;
  const schema = readSchema(holder, rules);
  const { example: ofSchema } = settled(schema, rules.schemas.schemas);
  const stated = [...examplesOf(node, rules), ...(holder === node ? [] : examplesOf(holder, rules))];
  const examples = [...stated, ...(ofSchema === undefined ? [] : [ofSchema])];
  const style = styleOf(node, place, rules);
  const explode = node.child('explode').scalar;
  return {
    name,
    in: place,
    required: node.child('required').scalar === true || place === 'path',
    style,
    explode: typeof explode === 'boolean' ? explode : style === 'form' || style === 'cookie' || style === 'deepObject',
    ...(node.child('allowEmptyValue').scalar === true && { allowEmptyValue: true as const }),
    ...(holder !== node && media && { contentType: media.key }),
    ...(description && { description }),
    ...(schema !== undefined && { schema }),
    ...(examples.length > 0 && { examples }),
  };
}

function styleOf(node: SpecNode, place: Place, { problems }: AccessRules): Style {
  const { scalar: stated } = node.child('style');
  const allowed = stylesOf[place];
  const style = allowed.find((each) => each === stated);
  if (stated !== undefined && style === undefined) {
    problems.warning(
      node.child('style'),
      `style "${stated}" is none of a ${place} parameter; use ${allowed.join(', ')}`,
    );
  }
  return style ?? allowed[0];
}

function examplesOf(node: SpecNode, { references }: ContentRules): unknown[] {
  const listed = node.child('examples').children();
  const values = listed.flatMap((each) => bodyAt(each, 'value', references));
  const single = bodyAt(node, 'example', references);
  return [...single, ...values].filter((value) => value !== undefined && !isHuge(value));
}

/** What no address and no header holds is kept out of the definition. */
const isHuge = (value: unknown): boolean =>
  (typeof value === 'string' && value.length > 10_000) || (isRecord(value) && writeJson(value).length > 10_000);
