/** A body as a Lambda function can return it: text where the bytes are UTF-8, Base64 otherwise. */
export interface Payload {
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

/** The most that a function's answer may hold in bytes of JSON, less room for its headers. */
// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
const mostBytes = 6 * 1024 * 1024 - 64 * 1024;

/** The most that a request's body may hold: in Base64, with its headers, what a function can be sent. */
export const mostRequestBytes = 4_500_000;

/** Bodies up to this length fit however they are escaped: JSON writes a control character as six bytes. */
const alwaysFits = 1_000_000;

// A byte-order mark is the target's, not ours to drop.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function payloadOf(body: Uint8Array): Payload {
  try {
    return { body: utf8.decode(body), isBase64Encoded: false };
  } catch {
    return { body: Buffer.from(body).toString('base64'), isBase64Encoded: true };
  }
}

/** Whether a function can return the body. */
export const fitsPayload = (body: Uint8Array): boolean =>
  body.length <= alwaysFits || Buffer.byteLength(JSON.stringify(payloadOf(body).body)) <= mostBytes;
