import schema30 from '@seriousme/openapi-schema-validator/schemas/v3.0/schema.json';
import schema31 from '@seriousme/openapi-schema-validator/schemas/v3.1/schema.json';
import Ajv2020 from 'ajv/dist/2020';
import Ajv04 from 'ajv-draft-04';
import { withNumbers } from '../exact-json';
import { withUniqueItems } from '../json-schema/unique-items';
import type { Problems } from './problems';
import type { RawNode } from './raw-node';

/** Errors that are gathered before they are worded; far more than are told. */
const most = 20_000;

// What it makes copies all errors so far for each part that has one, which takes minutes for a file that is wrong a
// hundred thousand times.
const process = (code: string): string =>
  code.replaceAll(
    /vErrors\.concat\((\w+\.errors)\)/g,
    `$1.reduce((all, one) => (all.length < ${most} && all.push(one), all), vErrors)`,
  );

// Formats are not checked: the schemas use them for URLs and e-mail addresses, which cannot change how an API runs.
const options = { strict: false, validateFormats: false, allErrors: true, code: { process } };

const validators = {
  '3.0': once(() => withUniqueItems(new Ajv04(options)).compile(schema30)),
  '3.1': once(() => withUniqueItems(new Ajv2020(options)).compile(schema31)),
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
  const errors = validate.errors ?? [];
  const listed = new Set(errors.flatMap((one) => (one.keyword === 'enum' ? [one.instancePath] : [])));
  for (const { instancePath, keyword, schemaPath, params, message } of errors) {
    // A value that is neither X nor a reference to X is reported for both; the second half says nothing.
    if (['oneOf', 'anyOf', 'if'].includes(keyword) || params.missingProperty === '$ref') continue;
    if (is32 && keyword === 'unevaluatedProperties') continue;
    // The values allowed say more than the type that all of them have.
    if (keyword === 'type' && listed.has(instancePath)) continue;
    const path = instancePath.split('/').slice(1).map(unescaped);
    const nodeAt = (names: readonly string[]) => names.reduce((node, name) => node.child(name), root);
    const at = nodeAt(path);
    // Such as an operation that is a reference: what it names has what it lacks.
    if (keyword === 'required' && at.reference !== undefined) continue;
    if (isOfAnotherPlace(schemaPath, keyword === 'required' ? at : nodeAt(path.slice(0, -1)))) continue;
    const extra: string | undefined = params.additionalProperty ?? params.unevaluatedProperty;
    const where = path.join(' / ') || 'the document';
    if (extra === undefined) problems.warning(at, `${where} ${message ?? 'is not OpenAPI'}${fixOf(params, at)}`);
    else {
      const what = `${where} has ${extra}, which OpenAPI ${version} does not know there`;
      problems.warning(at.child(extra), `${what}; ${extra === '$ref' ? inPlace : spelling}`);
    }
  }
}

const inPlace = 'write what it names in its place';
const spelling = 'correct its spelling, move it to where it belongs or take it away';

const listOfTypes = ': a list of types is of OpenAPI 3.1; write "openapi: 3.1.0", or one type and "nullable: true"';

/** What the schema allows there. */
function fixOf({ allowedValues, missingProperty, type }: Record<string, unknown>, at: RawNode): string {
  if (at.key === 'type' && Array.isArray(at.value)) return listOfTypes;
  if (Array.isArray(allowedValues)) return `: ${allowedValues.join(', ')}; use one of them`;
  if (missingProperty !== undefined) return '; add it';
  return type === undefined ? '; correct it' : '; write one of that type';
}

/** 3.0's schema tries each of these on a parameter in turn, and reports all that do not fit. */
const parameterPlaces = ['path', 'query', 'header', 'cookie'];

function isOfAnotherPlace(schemaPath: string, parameter: RawNode): boolean {
  const [, place] = schemaPath.match(/ParameterLocation\/oneOf\/(\d)/) ?? [];
  return place !== undefined && parameter.fields.in !== parameterPlaces[Number(place)];
}

const unescaped = (segment: string): string => segment.replaceAll('~1', '/').replaceAll('~0', '~');

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
