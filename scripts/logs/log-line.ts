import { type LogRecord, timeOf } from '../../domain/logs/records/log-record';
import { printable, printableJson } from '../../domain/printable';

/**
 * A record as one line: time, status, latency, API, method with path template, application and request id; of a record
 * of another kind its time, its kind and whatever it says.
 */
export function logLine(record: LogRecord): string {
  const { record: kind, time: _time, timestamp: _timestamp, api, ...rest } = record;
  const time = timeOf(record);
  const when = time === undefined ? '-'.padEnd(24) : new Date(time).toISOString();
  if (kind !== 'access') return `${printable([when, kind ?? '-', api ?? '-'].join('  '))}  ${printableJson(rest)}`;
  const { status, responseLatency, method = '-', route = '-', application = '-', requestId = '-' } = rest;
  const latency = typeof responseLatency === 'number' ? `${responseLatency} ms` : '-';
  const parts = [when, status ?? '-', latency.padStart(8), api, `${method} ${route}`, application, requestId];
  return printable(parts.join('  '));
}
