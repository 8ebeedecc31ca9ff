/** OpenAPI documents made up together with what they mean, so that whoever reads one can be asked what it found. */

export type Version = '3.0.3' | '3.1.0' | '3.2.0';

export interface Truth {
  /** The root and the files beside it, by name. */
  readonly root: Record<string, unknown>;
  readonly files: Record<string, string>;
  readonly operations: readonly TrueOperation[];
}

export interface TrueOperation {
  readonly method: string;
  readonly path: string;
  readonly access: readonly string[];
  readonly parameters: readonly TrueParameter[];
  readonly body?: { readonly contentType: string; readonly value: unknown; readonly wrong: unknown };
  readonly answer: { readonly status: number; readonly contentType: string; readonly value: unknown };
}

export interface TrueParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required: boolean;
  /** As OpenAPI has it where the file does not say. */
  readonly style: string;
  readonly explode: boolean;
  /** How a right value of it travels: pairs of a query or of cookies, one text otherwise. */
  readonly sent: readonly (readonly [name: string, value: string])[];
  /** The same of a value that its schema refuses; undefined where any text is right. */
  readonly wrong?: readonly (readonly [name: string, value: string])[];
}

/** A made-up choice at each call, the same for the same seed (mulberry32, public domain). */
export function choices(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const upTo = (most: number): number => Math.floor(next() * most);
  return {
    upTo,
    isTrue: () => next() < 0.5,
    one: <Value>(values: readonly [Value, ...Value[]]): Value => values[upTo(values.length)] as Value,
  };
}
type Choices = ReturnType<typeof choices>;

/** A part as it is written in the root, or in a file beside it, whose references start elsewhere. */
type Written = (isInFile: boolean) => unknown;

const always =
  (value: unknown): Written =>
  () =>
    value;
const object =
  (members: Record<string, Written | undefined>): Written =>
  (isInFile) =>
    Object.fromEntries(Object.entries(members).flatMap(([name, of]) => (of ? [[name, of(isInFile)]] : [])));
const list =
  (items: readonly Written[]): Written =>
  (isInFile) =>
    items.map((item) => item(isInFile));

/** Puts parts where a document may have them: in place, under `components`, in a file, or in a part of a file. */
class Places {
  readonly components: Record<string, Record<string, unknown>> = {};
  readonly files: Record<string, string> = {};
  readonly #shared: Record<string, unknown> = {};
  readonly #choose: Choices;
  #count = 0;

  constructor(choose: Choices) {
    this.#choose = choose;
  }

  /** A part, or a reference to it. */
  put(section: string | undefined, part: Written): Written {
    this.#count += 1;
    const name = `Part${this.#count}`;
    switch (this.#choose.upTo(section === undefined ? 3 : 5)) {
      case 0:
        this.files[`${name}.json`] = JSON.stringify(part(true));
        return always({ $ref: `${name}.json` });
      case 1:
        this.#shared[name] = part(true);
        this.files['shared.json'] = JSON.stringify({ parts: this.#shared });
        return always({ $ref: `shared.json#/parts/${name}` });
      case 3:
      case 4: {
        const parts = this.components[section ?? ''] ?? {};
        this.components[section ?? ''] = parts;
        parts[name] = part(false);
        const pointer = `#/components/${section}/${name}`;
        return (isInFile) => ({ $ref: isInFile ? `openapi.json${pointer}` : pointer });
      }
      default:
        return part;
    }
  }
}

export function generated(seed: number, version: Version, size: number): Truth {
  const choose = choices(seed);
  const places = new Places(choose);
  const paths: Record<string, Record<string, Written>> = {};
  const operations: TrueOperation[] = [];
  for (let number = 0; number < size; number += 1) {
    const { operation, written } = anOperation(number, { choose, places, version });
    operations.push(operation);
    paths[operation.path] = { ...paths[operation.path], [operation.method.toLowerCase()]: written };
  }
  const items = Object.entries(paths).map(([path, methods]): [string, Written] => [
    path,
    places.put(version === '3.0.3' ? undefined : 'pathItems', object(methods)),
  ]);
  const root = {
    openapi: version,
    info: { title: 'Made up', version: '1' },
    servers: [{ url: 'https://api.example.nhs.uk/made-up' }],
    paths: Object.fromEntries(items.map(([path, item]) => [path, item(false)])),
    components: places.components,
  };
  return { root, files: { ...places.files, 'openapi.json': JSON.stringify(root) }, operations };
}

interface Making {
  readonly choose: Choices;
  readonly places: Places;
  readonly version: Version;
}

function anOperation(number: number, making: Making) {
  const { choose, places } = making;
  const made = [
    aParameter('path', `id${number}`, making),
    ...Array.from({ length: choose.upTo(4) }, (_, index) =>
      aParameter(choose.one(['query', 'header', 'cookie']), `p${number}x${index}`, making),
    ),
  ];
  const method = choose.one(['GET', 'POST', 'PUT', 'DELETE', 'PATCH']);
  const access = choose.one([['app-level3'], ['nhs-cis2-aal3'], ['app-level0'], [], ['nhs-login-p9', 'app-level3']]);
  const asked = method === 'GET' || method === 'DELETE' || choose.isTrue() ? undefined : aValue(making, 0);
  const given = aValue(making, 0);
  const answer = { status: choose.one([200, 201, 203]), contentType: aJsonType(choose), value: given.value };
  const operation: TrueOperation = {
    method,
    path: `/r${number}/{id${number}}${choose.one(['', '/$op', '/below'])}`,
    access,
    parameters: made.map(({ parameter }) => parameter),
    ...(asked && { body: { contentType: aJsonType(choose), value: asked.value, wrong: asked.wrong } }),
    answer,
  };
  const example = choose.isTrue()
    ? { example: always(given.value) }
    : { examples: object({ seen: places.put('examples', object({ value: always(given.value) })) }) };
  const media = object({ schema: given.schema, ...example });
  const response = object({ description: always('Answered'), content: object({ [answer.contentType]: media }) });
  const written = object({
    operationId: always(`op${number}`),
    security: always(access.map((mode) => ({ [mode]: [] }))),
    parameters: list(made.map((each) => places.put('parameters', each.written))),
    requestBody:
      operation.body &&
      places.put(
        'requestBodies',
        object({
          required: always(true),
          content: object({ [operation.body.contentType]: object({ schema: asked?.schema }) }),
        }),
      ),
    responses: object({ [answer.status]: places.put('responses', response) }),
  });
  return { operation, written: places.put(undefined, written) };
}

const aJsonType = (choose: Choices): string =>
  choose.one(['application/json', 'application/fhir+json', 'application/vnd.made-up+json; version=1']);

/** A schema with a value that it takes and one that it refuses. */
function aValue(making: Making, depth: number): { schema: Written; value: unknown; wrong: unknown } {
  const { choose, places, version } = making;
  const of = (schema: Record<string, Written | undefined>, value: unknown, wrong: unknown) => ({
    schema: places.put('schemas', object(schema)),
    value,
    wrong,
  });
  const type = always;
  switch (depth > 2 ? choose.upTo(4) : choose.upTo(9)) {
    case 0:
      return of({ type: type('integer'), minimum: always(3) }, 3 + choose.upTo(9), 2);
    case 1:
      return of({ type: type('string'), pattern: always('^[a-z]{2}$') }, 'ab', 'ABC');
    case 2:
      return of({ type: type('boolean') }, choose.isTrue(), 'neither');
    case 3:
      return version === '3.0.3'
        ? of({ type: type('string'), nullable: always(true) }, null, 5)
        : of({ type: always(['string', 'null']) }, null, 5);
    case 4: {
      const item = aValue(making, depth + 1);
      return of({ type: type('array'), items: item.schema, maxItems: always(2) }, [item.value], [item.wrong]);
    }
    case 5: {
      const [one, other] = [aValue(making, depth + 1), aValue(making, depth + 1)];
      const parts = list([
        object({ type: type('object'), required: always(['a']), properties: object({ a: one.schema }) }),
        object({ type: type('object'), properties: object({ b: other.schema }) }),
      ]);
      return of({ allOf: parts }, { a: one.value, b: other.value }, { b: other.value });
    }
    case 6: {
      const one = aValue(making, depth + 1);
      const alternatives = list([
        object({ type: type('object'), required: always(['is']), properties: object({ is: one.schema }) }),
        object({
          type: type('object'),
          required: always(['not']),
          properties: object({ not: object({ type: type('string') }) }),
        }),
      ]);
      return of({ [choose.one(['oneOf', 'anyOf'])]: alternatives }, { is: one.value }, { neither: 1 });
    }
    default: {
      const member = aValue(making, depth + 1);
      const schema = {
        type: type('object'),
        required: always(['a']),
        properties: object({ a: member.schema, $ref: object({ type: type('string') }) }),
        additionalProperties: always(false),
      };
      return of(schema, { a: member.value, ...(choose.isTrue() && { $ref: 'data' }) }, { a: member.wrong });
    }
  }
}

/** OpenAPI 3.0.3, "Style Values". */
const styles = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form'],
} as const;

function aParameter(place: TrueParameter['in'], name: string, { choose, places }: Making) {
  const style = choose.one<string>(styles[place]);
  const kind = kindOf(style, choose);
  const usual = style === 'form';
  const explode = style === 'deepObject' || (style.endsWith('Delimited') ? false : choose.isTrue());
  const isRequired = place === 'path' || choose.isTrue();
  const travels = (first: string, second: string) => sentAs({ style, explode, kind, name, first, second });
  const items = { type: 'integer' };
  const schema =
    kind === 'scalar'
      ? items
      : kind === 'list'
        ? { type: 'array', items }
        : { type: 'object', properties: { [`${name}x`]: items, [`${name}y`]: items } };
  const parameter: TrueParameter = {
    name,
    in: place,
    required: isRequired,
    style,
    explode,
    sent: travels('3', '4'),
    wrong: travels('three', '4'),
  };
  const saysStyle = style !== usualStyle[place] || choose.isTrue();
  const written = object({
    name: always(name),
    in: always(place),
    ...(isRequired && { required: always(true) }),
    ...(saysStyle && { style: always(style) }),
    ...((explode !== usual || choose.isTrue()) && { explode: always(explode) }),
    schema: places.put('schemas', always(schema)),
  });
  return { parameter, written };
}

const usualStyle = { path: 'simple', query: 'form', header: 'simple', cookie: 'form' } as const;

type ParameterKind = 'scalar' | 'list' | 'object';

function kindOf(style: string, choose: Choices): ParameterKind {
  if (style === 'deepObject') return 'object';
  if (style.endsWith('Delimited')) return 'list';
  return choose.one(['scalar', 'list', 'object']);
}

interface Travelling {
  readonly style: string;
  readonly explode: boolean;
  readonly kind: ParameterKind;
  readonly name: string;
  readonly first: string;
  readonly second: string;
}

function sentAs({ style, explode, kind, name, first, second }: Travelling): [string, string][] {
  const flat =
    kind === 'scalar' ? [first] : kind === 'list' ? [first, second] : [`${name}x`, first, `${name}y`, second];
  const named = kind === 'object' ? [`${name}x=${first}`, `${name}y=${second}`] : flat;
  switch (style) {
    case 'deepObject':
      return [
        [`${name}[${name}x]`, first],
        [`${name}[${name}y]`, second],
      ];
    case 'spaceDelimited':
      return [[name, flat.join(' ')]];
    case 'pipeDelimited':
      return [[name, flat.join('|')]];
    case 'label':
      return [[name, `.${(explode ? named : flat).join(explode ? '.' : ',')}`]];
    case 'matrix': {
      if (!explode || kind === 'scalar') return [[name, `;${name}=${flat.join(',')}`]];
      return [[name, kind === 'object' ? `;${named.join(';')}` : flat.map((each) => `;${name}=${each}`).join('')]];
    }
    case 'form': {
      if (!explode || kind === 'scalar') return [[name, flat.join(',')]];
      return kind === 'object'
        ? [
            [`${name}x`, first],
            [`${name}y`, second],
          ]
        : flat.map((each) => [name, each]);
    }
    default:
      return [[name, (explode ? named : flat).join(',')]];
  }
}
