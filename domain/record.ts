/** A map of a JSON document. What somebody else wrote may have any name in it: look one up by `own`. */
export type JsonObject = Record<string, unknown>;

export const isRecord = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The same, and an empty one in place of what is none. */
export const recordOf = (value: unknown): JsonObject => (isRecord(value) ? value : {});
