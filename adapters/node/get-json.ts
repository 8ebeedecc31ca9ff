import { get as httpGet } from 'node:http';
import { get as httpsGet } from 'node:https';

const longestWait = 3_000;
const largestBody = 256 * 1024;

/**
 * Reads a small JSON document. Within three seconds, 256 KB and no redirect; not by `fetch`, whose first use costs a
 * cold start some 25 ms.
 * @throws where the answer is anything but 200 with JSON in it.
 */
export function getJson(url: string): Promise<unknown> {
  const get = url.startsWith('https:') ? httpsGet : httpGet;
  return new Promise((resolve, reject) => {
    const options = { headers: { accept: 'application/json' }, signal: AbortSignal.timeout(longestWait) };
    const request = get(url, options, (response) => {
      if (response.statusCode !== 200) {
        request.destroy(new Error(`${new URL(url).host} answered ${response.statusCode}`));
        return;
      }
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > largestBody) request.destroy(new Error(`${new URL(url).host} answered too much`));
        else chunks.push(chunk);
      });
      response.on('error', reject);
      response.on('end', () => resolve(parsed(Buffer.concat(chunks).toString('utf8'))));
    });
    request.on('error', reject);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Node's own message quotes the text.
    return undefined;
  }
}
