/** Derives the keys that marks are made with, one for each day. */
export interface DayKeys {
  /**
   * 32 bytes, the same for the same day every time; of another day nothing can be told from them.
   * @param day in UTC, `2025-11-20`
   * @throws where the key cannot be derived
   */
  keyOf(day: string): Promise<Uint8Array>;
}

/** HMAC-SHA-256, in hexadecimal. */
export type KeyedHash = (key: Uint8Array, text: string) => string;
