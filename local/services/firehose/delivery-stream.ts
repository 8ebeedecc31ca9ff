import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { InvocationOutcome } from '../../cloud/lambda/lambda-function';
import { fillPrefix, MissingPartitionKey } from './object-prefix';
import type { BufferedRecord, StreamSettings } from './stream-settings';
import { type DeliverableRecord, type FailedRecord, transformRecords } from './transform-records';

export interface DeliveryNeeds {
  readonly region: string;
  now(): Date;
  /** In the name of the stream's role; rejects with `AccessDenied`. */
  invoke(settings: StreamSettings, payload: unknown): Promise<InvocationOutcome>;
  /** In the name of the stream's role; throws `AccessDenied`. */
  putObject(settings: StreamSettings, key: string, body: Buffer): void;
  warn(message: string): void;
}

/** Buffers records in memory, transforms them in batches and delivers them to the destination bucket. */
export class DeliveryStream {
  readonly settings: StreamSettings;
  readonly #needs: DeliveryNeeds;
  #buffer: BufferedRecord[] = [];
  #bytes = 0;
  #delivery: Promise<number> = Promise.resolve(0);

  constructor(settings: StreamSettings, needs: DeliveryNeeds) {
    this.settings = settings;
    this.#needs = needs;
  }

  put(data: Buffer): string {
    const record = { id: randomUUID(), data, arrivedAt: this.#needs.now() };
    this.#buffer.push(record);
    this.#bytes += data.length;
    if (this.#bytes >= this.settings.bufferBytes) void this.flush();
    return record.id;
  }

  /** Delivers if the oldest record has waited for the buffer's interval. */
  flushIfDue(): Promise<number> {
    const oldest = this.#buffer[0]?.arrivedAt.getTime() ?? Number.POSITIVE_INFINITY;
    const isDue = this.#needs.now().getTime() - oldest >= this.settings.bufferMillis;
    return isDue ? this.flush() : Promise.resolve(0);
  }

  /** Delivers what is buffered, after what is already on its way; answers how many records reached the bucket. */
  flush(): Promise<number> {
    this.#delivery = this.#delivery.catch(() => 0).then(() => this.#deliverBuffer());
    this.#delivery.catch((error: Error) => this.#needs.warn(`Firehose ${this.settings.name}: ${error.message}`));
    return this.#delivery;
  }

  /** What could not be delivered is buffered again, and what was delivered is not. */
  async #deliverBuffer(): Promise<number> {
    const records = this.#buffer;
    this.#buffer = [];
    this.#bytes = 0;
    const left = new Set(records.map(({ id }) => id));
    try {
      return await this.#deliver(records, left);
    } catch (error) {
      this.#buffer = [...records.filter(({ id }) => left.has(id)), ...this.#buffer];
      throw error;
    }
  }

  async #deliver(records: readonly BufferedRecord[], left: Set<string>): Promise<number> {
    if (records.length === 0) return 0;
    const batches = await Promise.all(this.#batches(records).map((batch) => this.#transform(batch)));
    const failed = batches.flatMap((batch) => batch.failed);
    const groups = this.#partition(
      batches.flatMap((batch) => batch.deliverable),
      failed,
    );
    for (const [prefix, group] of groups) {
      this.#putObject(prefix, this.#join(group));
      for (const { id } of group) left.delete(id);
    }
    this.#putFailed(failed);
    return records.length;
  }

  async #transform(batch: readonly BufferedRecord[]) {
    if (!this.settings.transformation) {
      return { deliverable: batch.map((record) => ({ ...record, partitionKeys: {} })), failed: [] };
    }
    const invoke = (payload: unknown) => this.#needs.invoke(this.settings, payload);
    return transformRecords(this.settings, this.#needs.region, batch, invoke);
  }

  #batches(records: readonly BufferedRecord[]): BufferedRecord[][] {
    const limit = this.settings.transformation?.batchBytes ?? Number.POSITIVE_INFINITY;
    const batches: BufferedRecord[][] = [];
    let size = Number.POSITIVE_INFINITY;
    for (const record of records) {
      if (size + record.data.length > limit) {
        batches.push([]);
        size = 0;
      }
      batches.at(-1)?.push(record);
      size += record.data.length;
    }
    return batches;
  }

  #partition(records: readonly DeliverableRecord[], failed: FailedRecord[]): Map<string, DeliverableRecord[]> {
    const groups = new Map<string, DeliverableRecord[]>();
    for (const record of records) {
      try {
        const time = record.arrivedAt;
        const prefix = fillPrefix(this.settings.prefix, { time, partitionKeys: record.partitionKeys });
        const group = groups.get(prefix) ?? [];
        group.push(record);
        groups.set(prefix, group);
      } catch (error) {
        if (!(error instanceof MissingPartitionKey)) throw error;
        const errorCode = 'DynamicPartitioning.MetadataMissing';
        failed.push({ ...record, errorCode, errorMessage: error.message });
      }
    }
    return groups;
  }

  #join(records: readonly DeliverableRecord[]): Buffer {
    const delimiter = this.settings.appendsDelimiter ? [Buffer.from('\n')] : [];
    const body = Buffer.concat(records.flatMap(({ data }) => [data, ...delimiter]));
    return this.settings.compression === 'GZIP' ? gzipSync(body) : body;
  }

  // https://docs.aws.amazon.com/firehose/latest/dev/data-transformation-failure-handling.html
  #putFailed(failed: readonly FailedRecord[]): void {
    if (failed.length === 0) return;
    const { settings } = this;
    this.#needs.warn(`Firehose ${settings.name}: ${failed.length} records failed (${failed[0]?.errorCode})`);
    const now = this.#needs.now();
    const prefix = fillPrefix(settings.errorOutputPrefix, { time: now, errorOutputType: 'processing-failed' });
    const lines = failed.map(({ data, arrivedAt, errorCode, errorMessage }) =>
      JSON.stringify({
        attemptsMade: (settings.transformation?.retries ?? 0) + 1,
        arrivalTimestamp: arrivedAt.getTime(),
        errorCode,
        errorMessage,
        attemptEndingTimestamp: now.getTime(),
        rawData: data.toString('base64'),
        lambdaArn: settings.transformation?.functionArn,
      }),
    );
    const body = Buffer.from(`${lines.join('\n')}\n`);
    this.#putObject(prefix, settings.compression === 'GZIP' ? gzipSync(body) : body);
  }

  // https://docs.aws.amazon.com/firehose/latest/dev/s3-object-name.html
  #putObject(prefix: string, body: Buffer): void {
    const { name, compression } = this.settings;
    const now = this.#needs.now();
    const time = now.toISOString().slice(0, 19).replaceAll(/[T:]/g, '-');
    const extension = compression === 'GZIP' ? '.gz' : '';
    this.#needs.putObject(this.settings, `${prefix}${name}-1-${time}-${orderedUuid(now)}${extension}`, body);
  }
}

/** Version 7 (RFC 9562, section 5.7): objects are in order, which AWS's are by their second, as it delivers none sooner. */
function orderedUuid(now: Date): string {
  const time = now.getTime().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
