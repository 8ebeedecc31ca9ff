import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import type { TokenRefusalCode } from '../../domain/oauth/nhs-refusals';
import { asRefusal, type TokenRefusal } from '../../domain/oauth/token-refusal';
import { noStore, type OAuthContext } from './oauth-answers';

/** The design system's colours, type and focus, for one page that must not need another file. */
const style = `body{margin:0;background:#f0f4f5;color:#212b32;font:1.1875rem/1.5 Arial,sans-serif}
main{max-width:44rem;margin:0 auto;padding:2rem 1rem;overflow-wrap:anywhere}
h1{font-size:2rem;line-height:1.2;margin:0 0 1.5rem}
p{margin:0 0 1rem}
.quiet{color:#4c6272;font-size:1rem}`;

const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const wrongRequest = 'The application that sent you here asked in a way that this service does not accept.';

/** What a person can make of it; whatever is not here lies with the application. */
const reasons: Partial<Record<TokenRefusalCode, string>> = {
  state_invalid:
    'This sign-in cannot go on. It may have taken longer than ten minutes, have been finished already, or have been started in another browser.',
  rate_limited: 'Too many people are signing in from your network at the moment. Wait a minute before you try again.',
  unavailable: 'Signing in is unavailable for the moment. Wait a few minutes before you try again.',
  unknown: 'Something went wrong on our side.',
};

/** A refusal for the person in front of the browser; programs get the same as JSON. */
export async function refusalPage(error: unknown, context: OAuthContext, onFault: (error: unknown) => void) {
  const refusal = asRefusal(error);
  if (refusal.cause !== undefined) onFault(refusal.cause);
  return context.html(await page(refusal, context.env.gatewayRequestId), refusal.status as 400, {
    ...noStore,
    'Content-Security-Policy': policy,
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    ...(refusal.retryAfter && { 'Retry-After': String(refusal.retryAfter) }),
  });
}

const page = ({ code, description }: TokenRefusal, reference: string) => html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>You are not signed in</title>
<style>${raw(style)}</style>
</head>
<body>
<main>
<h1>You are not signed in</h1>
<p>${reasons[code] ?? wrongRequest}</p>
<p>Go back to the application or website that you came from, and sign in again from there.</p>
<p class="quiet">If this happens again, tell those who run the application: “${description}”, reference ${reference}.</p>
</main>
</body>
</html>`;
