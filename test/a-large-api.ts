/**
 * An OpenAPI document of as many operations as wanted, in which every kind that routing and access tell apart comes
 * again and again: open beside restricted, each access mode, both credentials, `$`-paths, a name beside a parameter that
 * asks for more, depth. The same number gives the same document.
 */
export function aLargeApi({ operations, basePath = '/large' }: LargeApi): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  let left = operations;
  for (let number = 1; left > 0; number += 1) {
    for (const [path, method, access] of collection(number).slice(0, left)) {
      const operationId = `${method}-${path.slice(1).replaceAll(/[^A-Za-z0-9]+/g, '-')}`;
      paths[path] = { ...paths[path], [method]: { ...anOperation(path, method, number), operationId, ...access } };
      left -= 1;
    }
  }
  return {
    openapi: '3.0.3',
    info: { title: 'Large', version: '1.0.0', description: `An API of ${operations} operations.` },
    servers: [{ url: `https://api.example.nhs.uk${basePath}` }],
    paths,
    components: { schemas: Object.fromEntries(schemas()) },
    'x-nhsd-apim': { target: { type: 'external', url: 'https://backend.example.nhs.uk' } },
  };
}

export interface LargeApi {
  readonly operations: number;
  /** @default /large */
  readonly basePath?: string;
}

const asks = (...modes: string[]) => ({ security: modes.map((mode) => ({ [mode]: [] })) });

type Planned = readonly [path: string, method: string, access: { readonly security: readonly unknown[] }];

/** Ten operations below `/wards-1`. */
const collection = (number: number): readonly Planned[] => [
  [`/wards-${number}`, 'get', asks()],
  [`/wards-${number}`, 'post', asks('app-level3')],
  [`/wards-${number}/{wardId}`, 'get', asks('app-level0', 'app-level3')],
  [`/wards-${number}/{wardId}`, 'put', asks('nhs-cis2-aal2')],
  [`/wards-${number}/{wardId}`, 'delete', asks('nhs-cis2-aal3')],
  [`/wards-${number}/$close`, 'post', asks('nhs-cis2-aal3')],
  [`/wards-${number}/{wardId}/beds`, 'get', asks('app-level0')],
  [`/wards-${number}/{wardId}/beds/{bedId}`, 'get', asks('nhs-login-p9', 'nhs-cis2-aal3')],
  [`/wards-${number}/{wardId}/beds/all`, 'get', asks('nhs-cis2-aal3')],
  [`/wards-${number}/{wardId}/beds/{bedId}`, 'patch', asks('app-level3')],
];

const kinds = 40;

function anOperation(path: string, method: string, number: number) {
  const schema = { $ref: `#/components/schemas/Ward${number % kinds}` };
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const content = { 'application/json': { schema } };
  return {
    summary: `${method} of ${path}`,
    parameters: [
      ...names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
      ...(method === 'get' ? [{ name: 'limit', in: 'query', schema: { type: 'integer', maximum: 100 } }] : []),
    ],
    ...(['post', 'put', 'patch'].includes(method) && { requestBody: { required: true, content } }),
    responses: { '200': { description: 'The ward', content }, '404': { description: 'No such ward' } },
  };
}

function* schemas(): Generator<[string, unknown]> {
  for (let kind = 0; kind < kinds; kind += 1) {
    const text = (at: number) => [`property${at}`, { type: 'string', description: `What is known of ${at}` }] as const;
    const properties = Object.fromEntries(Array.from({ length: 12 }, (_, at) => text(at)));
    const bed = { type: 'object', properties: { bedId: { type: 'string' }, isFree: { type: 'boolean' } } };
    const example = { wardId: `ward-${kind}`, beds: [{ bedId: '1', isFree: true }] };
    const wardId = { type: 'string', maxLength: 40 };
    yield [
      `Ward${kind}`,
      {
        type: 'object',
        properties: { wardId, beds: { type: 'array', items: bed }, ...properties },
        required: ['wardId'],
        example,
      },
    ];
  }
}
