/** Names and values in the order they came; a name may come again. */
export type NameValueList = readonly (readonly [name: string, value: string])[];

/** One request as an API receives it, whatever gateway it came through. */
export interface HttpRequest {
  readonly method: string;
  /** Below the base path, percent-encoded as received, without query; starts with `/`. */
  readonly path: string;
  /** Percent-decoded. */
  readonly query: NameValueList;
  readonly headers: NameValueList;
  readonly body?: Uint8Array;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: NameValueList;
  readonly body?: Uint8Array;
}

/** Every value of a header, as one list field (RFC 9110 §5.3); undefined where it was not sent. */
export function headerValue(headers: NameValueList, name: string): string | undefined {
  const values = headers.filter(([each]) => each.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
  return values.length === 0 ? undefined : values.join(', ');
}

export const jsonResponse = (status: number, value: unknown): HttpResponse => ({
  status,
  headers: [['Content-Type', 'application/json']],
  body: new TextEncoder().encode(JSON.stringify(value)),
});
