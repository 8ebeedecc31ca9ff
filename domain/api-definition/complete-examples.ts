import { isJson } from '../http/media-type';
import { exampleMaker } from '../json-schema/make-example';
import type { Example } from './api-definition';
import { limits } from './limits';
import type { Problems } from './problems';
import type { ContentRules, ReadContent } from './read-content';

/** Of one file: checking all that a hostile one could hold would take minutes. */
const mostChecked = 5_000;

/**
 * Gives what has a schema and no example one that is made, and says of the examples that are there where they are not
 * what their schema asks for.
 */
export function completeExamples({ contents, schemas }: ContentRules, problems: Problems): void {
  const makers = {
    request: exampleMaker(schemas.schemas, 'request'),
    response: exampleMaker(schemas.schemas, 'response'),
  };
  const told = new Set<string>();
  let checked = 0;
  let made = 0;
  for (const content of contents) {
    const { mediaType, node, direction } = content;
    const { schema, examples } = mediaType;
    if (schema === undefined) {
      if (examples.length === 0) mediaType.examples = ofNoSchema(mediaType.contentType);
      continue;
    }
    const maker = makers[direction];
    const stated = examples.filter(({ value }) => value !== undefined);
    if (stated.length === 0) {
      made += 1;
      if (made === limits.madeExamples + 1) {
        const what = `more than ${limits.madeExamples} media types have no example, and from here on none is made`;
        problems.warning(node, `${what}; state examples, or split the file`);
      }
      if (made > limits.madeExamples) continue;
      const example = maker.make(schema);
      if (example) mediaType.examples = [...examples, { name: 'default', ...example, made: true }];
      if (maker.isTooLarge(schema)) {
        const what = `an example of ${mediaType.contentType} would be larger than the platform makes one`;
        problems.warning(node, `${what}; state an example, or lower minItems and minLength`);
      } else if (example?.fault !== undefined && !told.has(node.id)) {
        const what = `the example that is made of ${mediaType.contentType} is not what its schema asks for (${example.fault})`;
        problems.warning(node, `${what}; state an example`);
      }
    }
    if (!isJson(mediaType.contentType) || told.has(node.id)) continue;
    told.add(node.id);
    const unchecked = maker.checks.unchecked(schema);
    if (unchecked !== undefined && direction === 'request') {
      const what = `the schema of ${mediaType.contentType} is ${unchecked}, and requests are not checked`;
      problems.warning(node, `${what}; ${unchecked === 'too large' ? 'split it' : 'correct it'}`);
    }
    for (const example of stated) {
      checked += 1;
      if (checked > mostChecked) return;
      const [fault] = maker.checks.body(schema)(readable(example));
      if (fault !== undefined) tellOf(content, example, fault, problems);
    }
  }
}

/** Something of the kind, where the file says nothing of it. */
function ofNoSchema(contentType: string): Example[] {
  const made = (value: unknown): Example[] => [{ name: 'default', value, made: true }];
  if (isJson(contentType)) return made({});
  return /^text\/(plain|html|markdown)/i.test(contentType) ? made('string') : [];
}

function tellOf({ mediaType, node }: ReadContent, { name }: Example, fault: string, problems: Problems): void {
  const at = node.has('examples') ? node.child('examples').child(name) : node.child('example');
  const what = `the example "${name}" of ${mediaType.contentType} is not what its schema asks for (${fault})`;
  problems.warning(at, `${what}; correct the one or the other`);
}

/** Real files also write a JSON example as one text. */
function readable({ value }: Example): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
