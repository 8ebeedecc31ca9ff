import { getText } from './get-text';

/**
 * Reads a small JSON document; undefined where it is not JSON.
 * @throws where the answer is anything but 200 and small.
 */
export async function getJson(url: string): Promise<unknown> {
  const text = await getText(url);
  try {
    return JSON.parse(text);
  } catch {
    // Node's own message quotes the text.
    return undefined;
  }
}
