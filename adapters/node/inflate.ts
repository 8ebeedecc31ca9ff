import { gunzipSync } from 'node:zlib';

/** What a gzip holds; `too_large` beyond `most` bytes, of which nothing more is unpacked, and undefined where it is damaged. */
export function inflate(zipped: Uint8Array, most: number): Uint8Array | 'too_large' | undefined {
  try {
    return gunzipSync(zipped, { maxOutputLength: most });
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too_large' : undefined;
  }
}
