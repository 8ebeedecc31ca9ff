// Builds XML; the library that makes examples uses it too.
import { XMLBuilder } from 'fast-xml-parser';
import { csvOf } from '../csv';
import { writeJson } from '../exact-json';
import { essence, isJson } from '../http/media-type';
import type { JsonSchema } from '../json-schema/schema';
import { isRecord } from '../record';
import { asXml } from './xml-value';

/** An example as its media type has it; a text is taken for what it is in any of them. */
export function writtenBody(
  value: unknown,
  contentType: string,
  schema: JsonSchema | undefined,
  schemas: readonly JsonSchema[],
): string {
  const type = essence(contentType);
  if (isJson(contentType)) return typeof value === 'string' && isJsonText(value) ? value : writeJson(value);
  if (/[/+]xml$/.test(type) && !(typeof value === 'string' && value.trim().startsWith('<'))) {
    return xml.build(asXml(value, schema, schemas));
  }
  if (typeof value === 'string') return /^(image|audio|video|font)\/|octet-stream|\/(pdf|zip)$/.test(type) ? '' : value;
  if (type === 'application/x-www-form-urlencoded') return form(value);
  if (type === 'text/csv') return csv(value);
  if (type === 'text/event-stream') return listed(value).map(serverSentEvent).join('');
  if (/[/+](jsonl|json-seq|x-ndjson|ndjson)$/.test(type)) {
    const start = type.endsWith('json-seq') ? '\u001e' : '';
    return listed(value)
      .map((each) => `${start}${writeJson(each)}\n`)
      .join('');
  }
  return writeJson(value);
}

/** Real files also write a JSON example as one text. */
function isJsonText(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}

const xml = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@', textNodeName: '#text' });

/** https://html.spec.whatwg.org/multipage/server-sent-events.html: the fields of an event, or data alone. */
function serverSentEvent(value: unknown): string {
  const isEvent = isRecord(value) && 'data' in value && Object.keys(value).every((name) => eventFields.has(name));
  const fields: [string, unknown][] = isEvent ? Object.entries(value) : [['data', value]];
  const lines = fields.flatMap(([name, each]) =>
    (typeof each === 'string' ? each : writeJson(each)).split(/\r\n|\r|\n/).map((line) => `${name}: ${line}\n`),
  );
  return `${lines.join('')}\n`;
}

const eventFields = new Set(['event', 'data', 'id', 'retry']);

const listed = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

const cell = (value: unknown): string =>
  isRecord(value) || Array.isArray(value) ? writeJson(value) : String(value ?? '');

function form(value: unknown): string {
  const fields = Object.entries(isRecord(value) ? value : { value });
  const pairs = fields.flatMap(([name, each]) => listed(each).map((item): [string, string] => [name, cell(item)]));
  return new URLSearchParams(pairs).toString();
}

/** With a header line where the rows are objects. */
function csv(value: unknown): string {
  const rows = listed(value);
  const names = [...new Set(rows.flatMap((row) => (isRecord(row) ? Object.keys(row) : [])))];
  const lines = rows.map((row) => (isRecord(row) ? names.map((name) => row[name]) : listed(row)));
  const head = names.length > 0 ? [names] : [];
  return csvOf([...head, ...lines.map((line) => line.map(cell))], { forSpreadsheet: false });
}
