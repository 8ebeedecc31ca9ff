import schema30 from '@seriousme/openapi-schema-validator/schemas/v3.0/schema.json';
import schema31 from '@seriousme/openapi-schema-validator/schemas/v3.1/schema.json';
import Ajv2020 from 'ajv/dist/2020';
import Ajv04 from 'ajv-draft-04';
import { withNumbers } from '../exact-json';
import type { Problems } from './problems';
import type { RawNode } from './raw-node';

// Formats are not checked: the schemas use them for URLs and e-mail addresses, which cannot change how an API runs.
const options = { strict: false, validateFormats: false, allErrors: true };

const validators = {
  '3.0': once(() => new Ajv04(options).compile(schema30)),
  '3.1': once(() => new Ajv2020(options).compile(schema31)),
};

/**
 * Holds the file against the OpenAPI Initiative's own schema. What it finds is a warning: real files that work break
 * it, and whatever decides routing or access is checked by its own reader.
 */
export function validateStructure(root: RawNode, version: '3.0' | '3.1', problems: Problems): void {
  const validate = validators[version]();
  // There is no schema of 3.2 to hold a file against, and most of it is 3.1's.
  const is32 = root.child('openapi').text?.startsWith('3.2') === true;
  if (validate(withNumbers(is32 ? { ...root.fields, openapi: '3.1.0' } : root.value))) return;
  for (const { instancePath, keyword, params, message } of validate.errors ?? []) {
    // A value that is neither X nor a reference to X is reported for both; the second half says nothing.
    if (['oneOf', 'anyOf', 'if'].includes(keyword) || params.missingProperty === '$ref') continue;
    const path = instancePath.split('/').slice(1).map(unescaped);
    const at = path.reduce((node, segment) => node.child(segment), root);
    const extra = params.additionalProperty ?? params.unevaluatedProperty ?? '';
    if (is32 && keyword === 'unevaluatedProperties') continue;
    problems.warning(
      at,
      `${path.join(' / ') || 'the document'} ${message ?? 'is not OpenAPI'}${extra && ` (${extra})`}`,
    );
  }
}

const unescaped = (segment: string): string => segment.replaceAll('~1', '/').replaceAll('~0', '~');

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
