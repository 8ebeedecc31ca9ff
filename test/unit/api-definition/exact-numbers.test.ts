import { parse } from 'yaml';
import { apiDefinition } from '../../../domain/api-definition/api-definition';
import { parseApiDefinition } from '../../../domain/api-definition/parse-api-definition';
import { readSpecification } from '../../../domain/catalogue/specification/read-specification';
import { parseJson, readNumber, withNumbers, writeJson } from '../../../domain/exact-json';
import { requestIds } from '../../../domain/http/request-ids';
import { publishedTexts } from '../../../domain/publishing/described-api';
import { makeSandbox } from '../../../domain/sandbox/make-sandbox';

const big = '9007199254740993';
const long = '9223372036854775807';
const urls = { apiUrl: 'https://api.example.nhs.uk', sandboxUrl: 'https://sandbox.example.nhs.uk' };

const file = `{
  "openapi": "3.1.0",
  "info": { "title": "Numbers", "version": "1" },
  "servers": [{ "url": "https://x.example.nhs.uk/numbers" }],
  "paths": {
    "/stated": { "get": { "security": [], "responses": { "200": { "description": "OK",
      "headers": { "X-Id": { "schema": { "type": "integer" }, "example": ${big} } },
      "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Thing" },
        "example": { "id": ${big}, "name": "a" } } } } } } },
    "/made": { "get": { "security": [], "responses": { "200": { "description": "OK",
      "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } } } } },
      "post": { "security": [], "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } } },
        "responses": { "200": { "description": "OK" } } } },
    "/lines": { "get": { "security": [], "responses": { "200": { "description": "OK",
      "content": { "application/x-ndjson": { "example": [{ "id": ${big} }] } } } } } },
    "/form": { "get": { "security": [], "responses": { "200": { "description": "OK",
      "content": { "application/x-www-form-urlencoded": { "example": { "id": ${big} } } } } } } },
    "/xml": { "get": { "security": [], "responses": { "200": { "description": "OK",
      "content": { "application/xml": { "schema": { "type": "object", "xml": { "name": "thing" }, "properties": { "id": { "type": "integer" } } },
        "example": { "id": ${big} } } } } } } }
  },
  "components": { "schemas": { "Thing": { "type": "object", "required": ["id"], "properties": {
    "id": { "type": "integer", "format": "int64", "maximum": ${long}, "exclusiveMinimum": -${long}, "example": ${big} },
    "kind": { "enum": [${big}, 2] }, "fixed": { "const": -${big} }, "most": { "type": "integer", "default": ${long} },
    "name": { "type": "string" } } } } }
}`;

/** As it is deployed: the definition goes through text. */
function deployed() {
  const { definition, warnings, document } = parseApiDefinition({
    file: 'api.json',
    text: file,
    readFile: () => undefined,
  });
  const sandbox = makeSandbox({
    definition: apiDefinition.parse(parseJson(writeJson(definition))),
    onFault: (error) => {
      throw error;
    },
  });
  const call = async (path: string, body?: string) => {
    const headers = body === undefined ? [] : [['Content-Type', 'application/json'] as const];
    const request = { method: body === undefined ? 'GET' : 'POST', path, query: [], headers };
    const answer = await sandbox({
      request: { ...request, ...(body !== undefined && { body: Buffer.from(body) }) },
      ids: requestIds([], 'gateway-1'),
    });
    return { ...answer, text: Buffer.from(answer.body ?? []).toString('utf8') };
  };
  return { call, warnings, texts: publishedTexts({ definition, document, ...urls }) };
}

describe('integers that JavaScript would round stay what they are', () => {
  test.each([
    ['/stated', `{"id":${big},"name":"a"}`],
    ['/lines', `{"id":${big}}\n`],
    ['/form', `id=${big}`],
    ['/xml', `<id>${big}</id>`],
  ])('in the sandbox’s answer to %s', async (path, expected) => {
    expect((await deployed().call(path)).text).toContain(expected);
  });

  test('in an answer that is made, and in a header', async () => {
    const { call } = deployed();
    const { text } = await call('/made');
    for (const expected of [`"id":${big}`, `"kind":${big}`, `"fixed":-${big}`, `"most":${long}`]) {
      expect(text).toContain(expected);
    }
    expect((await call('/stated')).headers).toContainEqual(['X-Id', big]);
  });

  test('in the published document, as JSON and as YAML', () => {
    const { json, yaml } = deployed().texts;
    expect(json.match(new RegExp(big, 'g'))).toHaveLength(file.match(new RegExp(big, 'g'))?.length ?? 0);
    expect(json).toContain(`"maximum":${long}`);
    expect(yaml).toContain(`maximum: ${long}`);
    expect(writeJson(parse(yaml, { intAsBigInt: true }))).toBe(writeJson(parseAllBig(json)));
  });

  test('on the pages', () => {
    const text = JSON.stringify(readSpecification(parseJson(deployed().texts.json) as Record<string, unknown>));
    expect(text).toContain(`\\"id\\": ${big}`);
    expect(text).toContain(`${long} or less`);
    expect(text).toContain(`default ${long}`);
  });
});

test('schemas with such bounds are checked as before, and lint finds nothing', async () => {
  const { call, warnings } = deployed();
  expect(warnings).toEqual([]);
  expect((await call('/made', `{"id": ${big}, "kind": ${big}, "fixed": -${big}}`)).status).toBe(200);
  expect((await call('/made', '{"id": "text"}')).status).toBe(400);
  expect((await call('/made', '{"id": 1e30}')).status).toBe(400);
});

test.each<[string, unknown]>([
  ['1', 1],
  ['-0', -0],
  ['9007199254740991', 9007199254740991],
  ['9007199254740993', 9007199254740993n],
  ['-9007199254740993', -9007199254740993n],
  ['1.5', 1.5],
  ['1e400', Number.POSITIVE_INFINITY],
  ['9'.repeat(401), Number.POSITIVE_INFINITY],
])('the number %s is read as %s', (text, number) => expect(readNumber(text)).toBe(number));

test('what has no such number is given back as it is', () => {
  const value = { a: [1, { b: 'c' }] };
  expect(withNumbers(value)).toBe(value);
  expect(withNumbers({ a: [1, 9007199254740993n] })).toEqual({ a: [1, 9007199254740992] });
});

/** Every integer as a bigint, as the YAML is read here. */
const parseAllBig = (json: string): unknown => parse(json, { intAsBigInt: true });
