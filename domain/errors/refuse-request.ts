import { type HttpRequest, headerValue } from '../http/http-message';
import { mostRequestBytes } from '../http/payload';
import { Refusal } from './refusal';

/**
 * A longer body reaches the function where the rest of its request is small, and is refused by the gateway, in the gateway's
 * own words, where it is not: one limit for both.
 * @throws Refusal 413
 */
export function refuseLargeBody({ body }: Pick<HttpRequest, 'body'>): void {
  if (body === undefined || body.length <= mostRequestBytes) return;
  throw new Refusal({
    code: 'PAYLOAD_TOO_LARGE',
    diagnostics: 'The body is larger than the 4.5 MB that the platform carries.',
  });
}

/**
 * A browser asks for a service worker's script with this header (Service Workers §4.2, "Update"), and then lets it answer
 * for other paths of the host.
 * @throws Refusal 403
 */
export function refuseServiceWorker({ headers }: Pick<HttpRequest, 'headers'>): void {
  if (headerValue(headers, 'Service-Worker') === undefined) return;
  throw new Refusal({ code: 'FORBIDDEN', diagnostics: 'No API serves the script of a service worker.' });
}
