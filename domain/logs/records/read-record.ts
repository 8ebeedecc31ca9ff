const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What a stored line holds; undefined where it is no JSON. */
export function readRecord(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Whether a record of that request id was seen before: a stream that tries again may deliver a record twice. */
export function isRepeated(record: unknown, seen: Set<string>): boolean {
  const id = typeof record === 'object' && record !== null && 'requestId' in record ? record.requestId : undefined;
  if (typeof id !== 'string' || !UUID.test(id)) return false;
  if (seen.has(id)) return true;
  seen.add(id);
  return false;
}
