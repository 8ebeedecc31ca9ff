const two = (count: number): string => String(count % 100).padStart(2, '0');
const hex = (count: number, length: number): string => count.toString(16).padStart(length, '0').slice(-length);
const day = (count: number): string => new Date(Date.UTC(2026, 0, 5 + count)).toISOString().slice(0, 10);
const numbered = (text: string, count: number): string => (count === 0 ? text : `${text}${count}`);

/** Texts of each format that JSON Schema and OpenAPI name, the first for 0 and another for each number beyond. */
const texts: ReadonlyMap<string, (count: number) => string> = new Map(
  Object.entries({
    date: day,
    time: (count: number) => `${two(9 + (Math.floor(count / 60) % 14))}:${two(count % 60)}:00Z`,
    'date-time': (count: number) => `${day(count)}T09:00:00Z`,
    duration: (count: number) => `P${count + 1}D`,
    email: (count: number) => `${numbered('user', count)}@example.org`,
    hostname: (count: number) => `${numbered('www', count)}.example.org`,
    ipv4: (count: number) => `192.0.2.${1 + (count % 254)}`,
    ipv6: (count: number) => `2001:db8::${(count + 1).toString(16)}`,
    uri: (count: number) => numbered('https://example.org/', count),
    'uri-reference': (count: number) => numbered('/example', count),
    'uri-template': (count: number) => `${numbered('/example', count)}/{id}`,
    url: (count: number) => numbered('https://example.org/', count),
    uuid: (count: number) => `3fa85f64-5717-4562-b3fc-${hex(0x2c963f66afa6 + count, 12)}`,
    'json-pointer': (count: number) => numbered('/example', count),
    'relative-json-pointer': (count: number) => `${count + 1}/example`,
    regex: (count: number) => (count === 0 ? '.*' : `a{${count}}`),
    byte: (count: number) => Buffer.from(numbered('example', count)).toString('base64'),
  }),
);

/** A text of the format, another one for each `count`; undefined of a format that nobody knows. */
export const textOfFormat = (format: unknown, count = 0): string | undefined =>
  typeof format === 'string' ? texts.get(format)?.(count) : undefined;
