import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Ajv2020, { type ErrorObject } from 'ajv/dist/2020';
import Ajv04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import type { ApiDefinition, MediaType, Operation } from '../../../domain/api-definition/api-definition';
import { Failure } from '../../../domain/failure';
import { makeSandbox } from '../../../domain/sandbox/make-sandbox';
import { readApiDefinition } from '../../../lib/specification-files/read-api-definition';

/**
 * Files that nobody here wrote: those that a maker of documentation keeps for its own tests, the OpenAPI Initiative's
 * published examples among them. What is asked of each: that it is published, or refused for a stated reason; that its
 * sandbox takes every request that the file shows; that every answer that is made is what its schema asks for, by a
 * validator that reads the file's own schemas.
 */
const folder = dirname(require.resolve('@readme/oas-examples/package.json'));
const files = ['3.0', '3.1'].flatMap((version) =>
  readdirSync(join(folder, version, 'json'))
    .filter((file) => file.endsWith('.json'))
    .map((file) => `${version}/json/${file}`),
);

/** Why a file is not published: what it asks of callers is no access mode of the platform, or it cannot be routed. */
const refusals =
  /asks for more than the platform can hold callers to|unknown scheme|names \{id\} twice|no paths with an operation/;

/** Schemas that no value meets: one that requires itself for ever, one of two that are the same, texts that are numbers. */
const unmeetable = new Map([
  ['3.0/json/circular-request-bodies.json POST /direct', 2],
  ['3.0/json/discriminators.json POST /potentially-undefined-formData', 1],
  ['3.0/json/schema-types.json PUT /anything/quirks/polymorphism', 1],
  ['3.0/json/schema-types.json PATCH /anything/quirks/polymorphism', 1],
  ['3.1/json/schema-types.json PUT /anything/quirks/polymorphism', 1],
  ['3.1/json/schema-types.json PATCH /anything/quirks/polymorphism', 1],
]);

const counts = { published: 0, refused: 0, operations: 0, made: 0, stated: 0, requests: 0 };
afterAll(() => console.log(`files of others: ${JSON.stringify(counts)}`));

interface Content {
  readonly operation: Operation;
  readonly media: MediaType;
  /** JSON pointer of the media type's schema. */
  readonly schema: string;
}

const escaped = (name: string): string => encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));

function contentsOf(operation: Operation): Content[] {
  const at = `/paths/${escaped(operation.path)}/${operation.method.toLowerCase()}`;
  const of = (media: MediaType, place: string) => ({
    operation,
    media,
    schema: `${at}/${place}/content/${escaped(media.contentType)}/schema`,
  });
  return [
    ...(operation.requestBody?.content ?? []).map((media) => of(media, 'requestBody')),
    ...operation.responses.flatMap(({ status, content }) => content.map((media) => of(media, `responses/${status}`))),
  ];
}

/** What a validator says of a value by the file's own schema; nothing where it cannot read the file. */
function validatorOf(document: Readonly<Record<string, unknown>>) {
  const options = { strict: false, allErrors: true, logger: false, validateSchema: false, verbose: true } as const;
  const ajv = addFormats(String(document.openapi).startsWith('3.0') ? new Ajv04(options) : new Ajv2020(options));
  ajv.addSchema(document, 'file');
  // OpenAPI's own: a member that is required is so of the direction that it travels.
  const isOfOtherDirection = ({ keyword, params, parentSchema }: ErrorObject) => {
    const member = keyword === 'required' ? parentSchema?.properties?.[params.missingProperty] : undefined;
    return member?.writeOnly === true || member?.readOnly === true;
  };
  return (pointer: string, value: unknown): string[] => {
    try {
      const validate = ajv.compile({ $ref: `file#${pointer}` });
      validate(value);
      const faults = (validate.errors ?? []) as ErrorObject[];
      return faults.filter((fault) => !isOfOtherDirection(fault)).map(({ message = '' }) => message);
    } catch {
      return [];
    }
  };
}

/** Files also write a JSON example as one text. */
function isJsonText(value: unknown): value is string {
  try {
    return typeof value === 'string' && typeof JSON.parse(value) === 'object';
  } catch {
    return false;
  }
}

async function refusedRequests(definition: ApiDefinition): Promise<string[]> {
  const faults: unknown[] = [];
  const sandbox = makeSandbox({ definition, onFault: (fault) => faults.push(fault) });
  const refused: string[] = [];
  for (const operation of definition.operations) {
    const { method, path, requestBody, parameters } = operation;
    // What it asks for beside the body has no example of its own here.
    if (parameters.some(({ required }) => required)) continue;
    for (const { contentType, examples } of requestBody?.content ?? []) {
      for (const { value, made } of examples) {
        if (value === undefined || made || !/json/.test(contentType)) continue;
        counts.requests += 1;
        const body = Buffer.from(isJsonText(value) ? value : JSON.stringify(value));
        const headers = [['Content-Type', contentType] as const];
        const { status } = await sandbox({
          request: { method, path, query: [], headers, body },
          ids: { requestId: 'r', gatewayId: 'g' },
        });
        if (status === 400) refused.push(`${method} ${path}`);
      }
    }
  }
  expect(faults).toEqual([]);
  return refused;
}

test.each(files)('%s', async (file) => {
  let read: ReturnType<typeof readApiDefinition>;
  try {
    read = readApiDefinition({ file: join(folder, file) });
  } catch (error) {
    counts.refused += 1;
    expect(error).toBeInstanceOf(Failure);
    expect((error as Failure).message).toMatch(refusals);
    return;
  }
  const { definition, document } = read;
  counts.published += 1;
  counts.operations += definition.operations.length;
  const faultsOf = validatorOf(document);
  const wrong = new Map<string, number>();
  for (const { operation, media, schema } of definition.operations.flatMap(contentsOf)) {
    for (const { value, made, fault } of media.examples) {
      if (value === undefined) continue;
      counts[made ? 'made' : 'stated'] += 1;
      if (!made || (fault === undefined && faultsOf(schema, value).length === 0)) continue;
      const where = `${file} ${operation.method} ${operation.path}`;
      wrong.set(where, (wrong.get(where) ?? 0) + 1);
    }
  }
  expect(wrong).toEqual(new Map([...unmeetable].filter(([where]) => where.startsWith(`${file} `))));
  expect(await refusedRequests(definition)).toEqual([]);
});

test('most of the files are published', () => {
  expect(counts.published).toBeGreaterThan(counts.refused);
  expect(counts.made).toBeGreaterThan(100);
});
