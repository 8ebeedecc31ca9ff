/** A record that a delivery stream hands over to be transformed. */
export interface StreamRecord {
  readonly recordId: string;
  /** Milliseconds since 1970. */
  readonly approximateArrivalTimestamp: number;
  /** Base64. */
  readonly data: string;
}

/** What the stream stores in its place, and under which partition; nothing of it where it is dropped. */
export interface TransformedRecord {
  readonly recordId: string;
  readonly result: 'Ok' | 'Dropped';
  readonly data?: string;
  readonly metadata?: { readonly partitionKeys: { readonly api: string } };
}
