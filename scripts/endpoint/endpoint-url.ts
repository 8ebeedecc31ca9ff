/** @throws Error that says what to do, where there is no such endpoint or it is AWS itself. */
export async function endpointUrl(given: string | undefined): Promise<URL> {
  if (!given)
    throw new Error('AWS_ENDPOINT_URL is not set: start an emulator and set it, e.g. to http://127.0.0.1:4566');
  if (!URL.canParse(given)) throw new Error(`AWS_ENDPOINT_URL is "${given}", which is no URL`);
  const url = new URL(given);
  if (url.hostname.endsWith('.amazonaws.com')) {
    throw new Error('AWS_ENDPOINT_URL is AWS itself: to deploy there, unset it and run npm run deploy -- ENV');
  }
  // By address the SDK names a bucket in the path; by name it would in the host, which has to be resolved.
  if (url.hostname === 'localhost') url.hostname = '127.0.0.1';
  try {
    await fetch(url, { signal: AbortSignal.timeout(10_000) });
  } catch (error) {
    const reason = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : '';
    throw new Error(`Nothing answers at AWS_ENDPOINT_URL, ${url.origin}${reason}: is the emulator running?`);
  }
  return url;
}
