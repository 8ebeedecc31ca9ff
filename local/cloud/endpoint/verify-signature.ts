import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';

/** A request as it arrived, its body read. */
export interface SignedRequest {
  readonly method: string;
  /** Percent-encoded as received, without query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface SigningKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
const header =
  /^AWS4-HMAC-SHA256 +Credential=[^/,\s]+\/\d{8}\/([^/,\s]+)\/([^/,\s]+)\/aws4_request, *SignedHeaders=([a-z0-9;-]+), *Signature=([0-9a-f]{64})$/;
const amzDate = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/**
 * Whether the request bears the Signature Version 4 that its sender's key makes of it, body included unless it says that
 * it is unsigned. Its age is not looked at: the platform's clock can be moved.
 */
export async function isSignedBy(request: SignedRequest, key: SigningKey): Promise<boolean> {
  const [, region, service, names, signature] = header.exec(request.headers.authorization ?? '') ?? [];
  const date = dateOf(request.headers['x-amz-date']);
  if (!region || !service || !names || !signature || !date) return false;
  if (!bodyIsAsSigned(request)) return false;
  const signed = new Set(names.split(';'));
  if (!signed.has('host') || !signed.has('x-amz-date')) return false;
  const signer = new SignatureV4({
    credentials: key,
    region,
    service,
    sha256: Sha256,
    uriEscapePath: service !== 's3',
    applyChecksum: false,
  });
  const kept = Object.entries(request.headers).filter(([name]) => signed.has(name));
  const { headers } = await signer.sign(
    {
      ...request,
      protocol: 'http:',
      hostname: 'localhost',
      query: queryOf(request.query),
      headers: Object.fromEntries(kept),
    },
    { signingDate: date, signableHeaders: signed },
  );
  const [, , , , expected = ''] = header.exec(headers.authorization ?? '') ?? [];
  return expected.length === signature.length && timingSafeEqual(Buffer.from(expected), Buffer.from(signature));
}

function dateOf(text = ''): Date | undefined {
  const iso = text.replace(amzDate, '$1-$2-$3T$4:$5:$6Z');
  const time = Date.parse(iso);
  return iso === text || Number.isNaN(time) ? undefined : new Date(time);
}

/** What is sent in signed chunks, or over a connection that proves it, names no digest of its own. */
function bodyIsAsSigned({ headers, body }: SignedRequest): boolean {
  const named = headers['x-amz-content-sha256'];
  if (named === undefined || /^(UNSIGNED-PAYLOAD|STREAMING-)/.test(named)) return true;
  return named === createHash('sha256').update(body).digest('hex');
}

function queryOf(query: URLSearchParams): Record<string, string[]> {
  return Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name)]));
}

/** SHA-256, or its HMAC where there is a key, as the signer asks for it. */
export class Sha256 {
  readonly #hash;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(secret));
  }

  update(data: Uint8Array): void {
    this.#hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {}
}

function bytesOf(secret: string | ArrayBuffer | ArrayBufferView): Uint8Array {
  if (typeof secret === 'string') return Buffer.from(secret);
  return ArrayBuffer.isView(secret)
    ? new Uint8Array(secret.buffer, secret.byteOffset, secret.byteLength)
    : new Uint8Array(secret);
}
