import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { readTokenForm, type TokenForm } from '../../domain/oauth/token-form';
import { asRefusal, TokenRefusal } from '../../domain/oauth/token-refusal';
import type { GatewayBindings } from './api-gateway-handler';

export type OAuthContext = Context<{ Bindings: GatewayBindings }>;

/** RFC 6749 §5.1 */
export const noStore = { 'Cache-Control': 'no-store', Pragma: 'no-cache' };

/** Far above what an assertion and an ID token need. */
const largestBody = 64 * 1024;

/** @throws TokenRefusal for any other media type, a body beyond 64 KB and a parameter that comes twice. */
export async function formOf({ req }: OAuthContext): Promise<TokenForm> {
  const [mediaType = ''] = (req.header('content-type') ?? '').split(';');
  if (mediaType.trim().toLowerCase() !== 'application/x-www-form-urlencoded') throw new TokenRefusal('content_type');
  const body = await req.text();
  if (body.length > largestBody) throw new TokenRefusal('body_too_large');
  return readTokenForm(body);
}

/** What was thrown as an OAuth error; what went wrong on the platform's side is told to `onFault` alone. */
export function refusedFor(error: unknown, context: OAuthContext, onFault: (error: unknown) => void): Response {
  const refusal = asRefusal(error);
  if (refusal.cause !== undefined) onFault(refusal.cause);
  const body = {
    error: refusal.error,
    error_description: refusal.description,
    message_id: context.env.gatewayRequestId,
  };
  return context.json(body, refusal.status as ContentfulStatusCode, {
    ...noStore,
    ...(refusal.retryAfter && { 'Retry-After': String(refusal.retryAfter) }),
    ...challengeOf(refusal, context),
  });
}

/** RFC 6750 §3 of a bearer token; RFC 6749 §5.2 of who tried an Authorization header, by the scheme it used. */
function challengeOf({ error }: TokenRefusal, { req }: OAuthContext): Record<string, string> {
  if (error === 'invalid_token') return { 'WWW-Authenticate': `Bearer error="${error}"` };
  const scheme = /^[\w-]{1,32}(?= |$)/.exec(req.header('authorization') ?? '')?.[0];
  return error === 'invalid_client' && scheme ? { 'WWW-Authenticate': `${scheme} realm="oauth2"` } : {};
}
