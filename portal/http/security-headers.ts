import type { MiddlewareHandler } from 'hono';
import type { PortalBindings } from '../portal-context';

const fixed = {
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains; preload',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
};

/** Nothing loads but from here, and of inline scripts only the one of the page's own nonce. */
const policy = (nonce: string): string =>
  [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self'",
    "img-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');

interface Needs {
  readonly newSecret: () => string;
  readonly environment: { readonly production: boolean };
}

export const securityHeaders =
  ({ newSecret, environment }: Needs): MiddlewareHandler<PortalBindings> =>
  async (context, next) => {
    const nonce = newSecret();
    context.set('nonce', nonce);
    await next();
    for (const [name, value] of Object.entries(fixed)) context.header(name, value);
    context.header('Content-Security-Policy', policy(nonce));
    if (!environment.production) context.header('X-Robots-Tag', 'noindex');
    // Pages bear a form's token and who is signed in: none may be kept for another.
    if (!context.res.headers.has('Cache-Control')) context.header('Cache-Control', 'no-store');
  };
