import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/**
 * The lines of a gzipped stream, as many at a time as were read; rejects where the stream breaks off or is no gzip. Not by
 * `node:readline`, which waits for ever where its input fails.
 */
export async function* linesOf(zipped: Readable): AsyncGenerator<readonly string[]> {
  const text = pipeline(zipped, createGunzip(), () => undefined).setEncoding('utf8');
  let rest = '';
  for await (const chunk of text) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    yield lines;
  }
  if (rest !== '') yield [rest];
}
