/** One delivery stream with its S3 destination, as its template describes it. */
export interface StreamSettings {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  readonly bucketName: string;
  readonly prefix: string;
  readonly errorOutputPrefix: string;
  readonly compression: 'UNCOMPRESSED' | 'GZIP';
  /** Customer-managed key of the destination; the bucket's own where absent. */
  readonly keyName?: string;
  readonly bufferMillis: number;
  readonly bufferBytes: number;
  readonly transformation?: { readonly functionArn: string; readonly batchBytes: number; readonly retries: number };
  /** A line feed after each record: the `AppendDelimiterToRecord` processor. */
  readonly appendsDelimiter: boolean;
}

/** A record that waits in memory; it never rests on a disk as it came. */
export interface BufferedRecord {
  readonly id: string;
  readonly data: Buffer;
  readonly arrivedAt: Date;
}
