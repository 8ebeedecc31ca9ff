import type { HttpResponse } from './http-message';

/**
 * What makes an answer data to a browser that opens it: its media type is believed, and as a document it has an origin
 * of its own, runs nothing and loads nothing. All APIs share one origin, so one that ran there would speak for all.
 */
export const inertHeaders = [
  ['X-Content-Type-Options', 'nosniff'],
  ['Content-Security-Policy', "sandbox; default-src 'none'; frame-ancestors 'none'"],
] as const;

const written = new Set(inertHeaders.map(([name]) => name.toLowerCase()));

export const inertAnswer = (response: HttpResponse): HttpResponse => ({
  ...response,
  headers: [...response.headers.filter(([name]) => !written.has(name.toLowerCase())), ...inertHeaders],
});
