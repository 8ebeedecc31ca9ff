import { join } from 'node:path';
import { files, root } from './files';
import { type Access, readSource, recordNames, recordTypes, type Source, unguardedAccesses } from './records';

const own = files.filter((file) => !/^(test|scripts)\/|\.d\.ts$/.test(file));

function accessesIn(sources: readonly Source[]) {
  const types = recordTypes(sources);
  const named = sources.map((source) => recordNames(source, types));
  const members = new Set(named.flatMap((names) => [...names.members]));
  return named.flatMap(({ variables, others }, index) =>
    unguardedAccesses(sources[index] as Source, { types, members, variables, others }),
  );
}

/** What is keyed by names that the platform made, or found there before. */
const exempt: readonly (readonly [file: RegExp, code: RegExp, why: string])[] = [
  [
    /^local\/services\/apigateway\/(control-plane|resources)\//,
    /^store\.(keys|planKeys|planChanges)\[/,
    'written: ids that the gateway made',
  ],
  [
    /^local\/services\/apigateway\/model\/usage-plans\.ts/,
    /^(store\.usage|days)\[/,
    'ids that the gateway made, and days',
  ],
  [/^local\/services\/apigateway\/resources\/rest-apis\.ts/, /^properties\[name\]$/, 'names out of a list'],
  [
    /^domain\/logs\/redaction\/engine\/redact-json\.ts/,
    /^pass\.notes\[/,
    'the members that a record of the platform has',
  ],
  [/^domain\/api-definition\/read-extension\.ts/, /Record</, 'the path to what a check has found there'],
  [/^lambdas\/mock-identity-provider\/app\.ts/, /^needs\.keys\[/, 'the providers that the mock plays'],
];
const isExempt = ({ at, code }: Access): boolean => exempt.some(([file, what]) => file.test(at) && what.test(code));

test('no record is read or written by a name that may be JavaScript’s own: use a Map, or own() of domain/own', () => {
  const accesses = accessesIn(own.map((file) => ({ ...readSource(join(root, file)), file })));
  expect(accesses.filter((access) => !isExempt(access)).map(({ at, code }) => `${at} ${code}`)).toEqual([]);
});

const found = (code: string) => accessesIn([readSource('a.ts', code)]).map(({ code: text }) => text);

test.each([
  ['a variable', 'const all: Record<string, string[]> = {}; all[name] = [];'],
  ['a parameter', 'const read = (row: Readonly<Record<string, string>>, name: string) => row[name];'],
  [
    'an alias',
    'type Form = Readonly<Record<string, string>>; function read(form: Form, name: string) { return form[name]; }',
  ],
  ['an interface', 'interface Rows { [name: string]: string } const read = (rows: Rows, name: string) => rows[name];'],
  ['a member', 'interface Row { readonly headers: Record<string, string> } const x = (row: Row) => row.headers[name];'],
  [
    'an optional member',
    'interface Row { headers?: Record<string, string> | undefined } const x = row?.headers?.[name];',
  ],
  [
    'a zod record',
    'const row = z.object({ subscriptions: z.record(z.string(), entry).optional() }); const x = parsed.subscriptions[api];',
  ],
  ['what a function answers', 'function read(): Record<string, string> { return {}; } const x = read()[name];'],
  ['a cast', 'const x = (value as Record<string, unknown>)[name];'],
  ['the operator in', 'const all: Record<string, string> = {}; const x = name in all;'],
  ['a made name', "const all: Record<string, string> = {}; const x = all[name + '-id'];"],
])('what it finds: %s', (_, code) => expect(found(code)).toHaveLength(1));

test.each([
  ['a list', 'const all: string[] = []; const x = all[index];'],
  ['a closed table', "const table: Record<'a' | 'b', string> = { a: '', b: '' }; const x = table[kind];"],
  ['a name written there', "const all: Record<string, string> = {}; const x = all['a'];"],
  [
    'the names that are there',
    'const all: Record<string, string> = {}; for (const name in all) all[name] = read(all[name]);',
  ],
  [
    'one looked for first',
    'const read = (all: Record<string, string>) => (Object.hasOwn(all, name) ? all[name] : undefined);',
  ],
])('what it lets be: %s', (_, code) => expect(found(code)).toEqual([]));
