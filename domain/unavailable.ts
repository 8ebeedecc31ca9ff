/**
 * Something that the platform stands on does not answer, and will again: neither the caller's fault nor a bug. What it
 * is stays in `cause`, for the log.
 */
export class Unavailable extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'Unavailable';
  }
}
