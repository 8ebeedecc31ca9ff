/**
 * What stands in a table for a text that a caller chose, or that names a person: always the same for the same text, and
 * made with a key that rests nowhere, so that whoever reads the table cannot find the text by trying.
 */
export interface Marks {
  of(text: string): Promise<string>;
}
