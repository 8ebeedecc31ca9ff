import { get as httpGet, type RequestOptions } from 'node:http';
import { get as httpsGet } from 'node:https';

const longestWait = 3_000;
const largestBody = 256 * 1024;

/** Told by what happened, never by what the address answered. */
export class UnreadableAnswer extends Error {
  readonly what: 'status' | 'too_large';
  readonly status: number;

  constructor(what: UnreadableAnswer['what'], status: number) {
    super(what === 'status' ? `The address answered ${status}` : 'The address answered too much');
    this.name = 'UnreadableAnswer';
    this.what = what;
    this.status = status;
  }
}

/**
 * Reads a small document. Within three seconds, 256 KB and no redirect; not by `fetch`, whose first use costs a cold
 * start some 25 ms.
 * @throws UnreadableAnswer where the answer is anything but 200 and small, and whatever the connection throws.
 */
export function getText(url: string, options: Pick<RequestOptions, 'agent' | 'lookup'> = {}): Promise<string> {
  const get = url.startsWith('https:') ? httpsGet : httpGet;
  return new Promise((resolve, reject) => {
    const headers = { accept: 'application/json', 'user-agent': 'digital-interoperability-platform' };
    const request = get(url, { ...options, headers, signal: AbortSignal.timeout(longestWait) }, (response) => {
      const { statusCode = 0 } = response;
      if (statusCode !== 200) {
        request.destroy(new UnreadableAnswer('status', statusCode));
        return;
      }
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > largestBody) request.destroy(new UnreadableAnswer('too_large', statusCode));
        else chunks.push(chunk);
      });
      response.on('error', reject);
      response.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    });
    request.on('error', reject);
  });
}
