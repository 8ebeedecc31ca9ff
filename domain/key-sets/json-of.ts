/** The value of a JSON text, or undefined where it is none. Editors on Windows write a byte order mark (RFC 8259 §8.1). */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}
