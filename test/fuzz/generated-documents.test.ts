import fc from 'fast-check';
import { parse } from 'yaml';
import { apiDefinition } from '../../domain/api-definition/api-definition';
import { parseApiDefinition } from '../../domain/api-definition/parse-api-definition';
import { planRouting } from '../../domain/api-definition/plan-routing';
import { readSpecification } from '../../domain/catalogue/specification/read-specification';
import type { HttpRequest } from '../../domain/http/http-message';
import { publishedTexts } from '../../domain/publishing/described-api';
import { makeSandbox } from '../../domain/sandbox/make-sandbox';
import { fuzz, patience } from './fuzz';
import { generated, type TrueOperation, type TrueParameter, type Truth, type Version } from './generated-document';

/** A document takes some fifty milliseconds. */
const cases = 40;
const documents = fc.record({
  seed: fc.nat(),
  version: fc.constantFrom<Version>('3.0.3', '3.1.0', '3.2.0'),
  size: fc.integer({ min: 1, max: 5 }),
});

/** Real files write them, and OpenAPI has no such thing. */
const operationByReference = /has \$ref, which OpenAPI 3\.[01] does not know there; write what it names in its place$/;

const readingOf = ({ root, files }: Truth) =>
  parseApiDefinition({ file: 'openapi.json', text: JSON.stringify(root), readFile: (file) => files[file] });

const byName = <Named extends { readonly name: string }>(all: readonly Named[]) =>
  [...all].sort((one, other) => (one.name < other.name ? -1 : 1));

type Read = Pick<TrueParameter, 'name' | 'in' | 'required' | 'style' | 'explode'>;
const asRead = (parameters: readonly Read[]): Read[] =>
  byName(
    parameters.map(({ name, in: place, required, style, explode }) => ({ name, in: place, required, style, explode })),
  );

const holds = (property: string, check: (truth: Truth) => unknown) =>
  test(
    property,
    () => fuzz(documents, ({ seed, version, size }) => check(generated(seed, version, size)), cases),
    patience,
  );

holds('the reader finds every operation, with its access, its parameters and its bodies', (truth) => {
  const { definition, warnings } = readingOf(truth);
  expect(warnings.filter((warning) => !operationByReference.test(warning))).toEqual([]);
  const found = definition.operations.map(({ method, path, access, parameters, requestBody, responses }) => ({
    method,
    path,
    access: [...access].sort(),
    parameters: asRead(parameters),
    asks: requestBody?.content.map(({ contentType }) => contentType),
    answers: responses.map(({ status, content }) => [status, content[0]?.contentType, content[0]?.examples[0]?.value]),
  }));
  expect(found).toEqual(
    truth.operations.map(({ method, path, access, parameters, body, answer }) => ({
      method,
      path,
      access: [...access].sort(),
      parameters: asRead(parameters),
      asks: body && [body.contentType],
      answers: [[String(answer.status), answer.contentType, answer.value]],
    })),
  );
});

holds('the gateway has a route to every operation', (truth) => {
  const { definition } = readingOf(truth);
  const { routes } = planRouting(definition);
  const routed = routes.flatMap(({ operations }) => operations.map(({ method, path }) => `${method} ${path}`));
  const declared = truth.operations.map(({ method, path }) => `${method} ${path}`);
  expect(new Set(declared.filter((each) => !routed.includes(each)))).toEqual(new Set());
});

holds('the sandbox takes what is right, refuses what is not, and answers what the file states', async (truth) => {
  const faults: unknown[] = [];
  const definition = apiDefinition.parse(JSON.parse(JSON.stringify(readingOf(truth).definition)));
  const sandbox = makeSandbox({ definition, onFault: (fault) => faults.push(fault) });
  const call = async (request: HttpRequest) => {
    const { status, body } = await sandbox({ request, ids: { requestId: 'r', gatewayId: 'g' } });
    return { status, text: Buffer.from(body ?? []).toString('utf8') };
  };
  for (const operation of truth.operations) {
    const right = await call(requestOf(operation));
    expect([right.status, JSON.parse(right.text)]).toEqual([operation.answer.status, operation.answer.value]);
    for (const parameter of operation.parameters) {
      if (parameter.wrong) expect((await call(requestOf(operation, { wrong: parameter }))).status).toBe(400);
      const without = requestOf(operation, { without: parameter });
      if (parameter.in !== 'path') {
        expect((await call(without)).status).toBe(parameter.required ? 400 : operation.answer.status);
      }
    }
    if (operation.body) {
      expect((await call(requestOf(operation, { body: operation.body.wrong }))).status).toBe(400);
      expect((await call({ ...requestOf(operation), body: Buffer.from('{') })).status).toBe(400);
    }
    expect((await call({ ...requestOf(operation), path: '/nowhere' })).status).toBe(404);
  }
  expect(faults).toEqual([]);
});

holds('the published document has every operation as it is deployed, and no reference that leads nowhere', (truth) => {
  const { json, yaml } = textsOf(truth);
  const document = JSON.parse(json);
  expect(parse(yaml, { version: '1.1', merge: true })).toEqual(document);
  for (const { method, path, access } of truth.operations) {
    const item = follow(document, document.paths[path]);
    const operation = follow(document, item[method.toLowerCase()]);
    expect(operation.security).toEqual(expect.arrayContaining(access.map((mode) => ({ [mode]: [] }))));
    expect(operation.security).toHaveLength(access.length);
  }
  for (const reference of referencesIn(document))
    expect([reference, found(document, reference)]).toEqual([reference, true]);
});

holds('the pages show every operation, with its parameters, its access and the examples that are stated', (truth) => {
  const { groups } = readSpecification(JSON.parse(textsOf(truth).json));
  const shown = groups.flatMap(({ operations }) => operations);
  expect(shown).toHaveLength(truth.operations.length);
  for (const { method, path, access, parameters, answer } of truth.operations) {
    const view = shown.find((each) => each.method === method && each.path === path);
    expect([...(view?.access ?? [])].sort()).toEqual([...access].sort());
    const rows = view?.parameters.flatMap((group) => group.rows.map(({ name, required }) => ({ name, required })));
    expect(byName(rows ?? [])).toEqual(byName(parameters.map(({ name, required }) => ({ name, required }))));
    const [content] = view?.responses.find(({ status }) => status === String(answer.status))?.content ?? [];
    const expected = typeof answer.value === 'string' ? answer.value : JSON.stringify(answer.value, null, 2);
    expect(content?.examples.map(({ text }) => text)).toContain(expected);
  }
});

const textsOf = (truth: Truth) =>
  publishedTexts({
    ...readingOf(truth),
    apiUrl: 'https://api.example.nhs.uk',
    sandboxUrl: 'https://sandbox.example.nhs.uk',
  });

interface Change {
  readonly wrong?: TrueParameter;
  readonly without?: TrueParameter;
  readonly body?: unknown;
}

function requestOf(
  { method, path, parameters, body }: TrueOperation,
  { wrong, without, body: other }: Change = {},
): HttpRequest {
  const sent = (place: TrueParameter['in']) =>
    parameters
      .filter((parameter) => parameter.in === place && parameter !== without)
      .flatMap((parameter) => (parameter === wrong ? (parameter.wrong ?? []) : parameter.sent));
  const cookies = sent('cookie').map(([name, value]) => `${name}=${value}`);
  const filled = sent('path').reduce((whole, [name, value]) => whole.replace(`{${name}}`, value), path);
  return {
    method,
    path: filled,
    query: sent('query'),
    headers: [
      ...sent('header'),
      ...(cookies.length > 0 ? [['Cookie', cookies.join('; ')] as const] : []),
      ...(body ? [['Content-Type', body.contentType] as const] : []),
    ],
    ...(body && { body: Buffer.from(JSON.stringify(other ?? body.value)) }),
  };
}

// biome-ignore lint/suspicious/noExplicitAny: a document is anything
type Any = any;

const partAt = (document: Any, pointer: string): Any =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((part: Any, name) => part?.[name], document);
const found = (document: Any, reference: string): boolean => partAt(document, reference.slice(1)) !== undefined;
const follow = (document: Any, part: Any): Any =>
  typeof part?.$ref === 'string' ? follow(document, partAt(document, part.$ref.slice(1))) : part;

/** Every `$ref` that is a reference: examples hold data, and a property may be called so. */
function referencesIn(part: Any, isName = false): string[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([name, value]): string[] => {
    if (name === '$ref' && !isName && typeof value === 'string') return [value];
    if (!isName && (name === 'example' || name === 'value')) return [];
    return referencesIn(value, name === 'properties' && !isName);
  });
}
