import { randomBytes } from 'node:crypto';
import { own } from '../../../domain/own';

interface PrefixValues {
  readonly time: Date;
  readonly partitionKeys?: Readonly<Record<string, string>>;
  readonly errorOutputType?: string;
}

/** A partition key that a prefix asks for and a record does not have. */
export class MissingPartitionKey extends Error {}

/**
 * A destination prefix with its expressions filled in; without any, Firehose appends the UTC hour.
 * https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html
 */
export function fillPrefix(prefix: string, values: PrefixValues): string {
  const template = prefix.includes('!{') ? prefix : `${prefix}!{timestamp:yyyy/MM/dd/HH}/`;
  return template.replaceAll(/!\{([^:}]+):([^}]+)\}/g, (_match, namespace: string, name: string) => {
    if (namespace === 'timestamp') return formatTime(name, values.time);
    if (namespace === 'firehose') return firehoseValue(name, values);
    const key = own(values.partitionKeys, name);
    if (!key) throw new MissingPartitionKey(`partitionKeys has no ${name}`);
    return key;
  });
}

function firehoseValue(name: string, { errorOutputType }: PrefixValues): string {
  if (name === 'error-output-type') return errorOutputType ?? '';
  return name === 'random-string' ? randomBytes(8).toString('hex').slice(0, 11) : '';
}

/** Java's `DateTimeFormatter` letters, in UTC; text in quotes stands for itself. */
function formatTime(pattern: string, time: Date): string {
  const iso = time.toISOString();
  const parts: Readonly<Record<string, string>> = {
    yyyy: iso.slice(0, 4),
    MM: iso.slice(5, 7),
    dd: iso.slice(8, 10),
    HH: iso.slice(11, 13),
    mm: iso.slice(14, 16),
    ss: iso.slice(17, 19),
  };
  return pattern.replaceAll(/'([^']*)'|yyyy|MM|dd|HH|mm|ss/g, (part, quoted) => quoted ?? own(parts, part) ?? part);
}
