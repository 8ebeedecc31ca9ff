import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { SecretHash } from '../../domain/credentials/secret-hash';
import type { PortalBindings, PortalContext } from '../portal-context';
import type { Page } from '../view/make-page';
import { cookieOf } from './cookies';
import { sessionEnded } from './session-ended';

/** Far above what a set of ten public keys needs. */
const largestBody = 256 * 1024;
const formTypes = ['application/x-www-form-urlencoded', 'multipart/form-data'];

interface Needs {
  readonly page: Page;
  readonly hash: SecretHash;
  readonly portalUrl: string;
}

export const limitBody = ({ page }: Pick<Needs, 'page'>): MiddlewareHandler<PortalBindings> =>
  bodyLimit({
    maxSize: largestBody,
    onError: (context) => page(context as PortalContext, 'errors/too-large', { title: 'Too much was sent' }, 413),
  });

/** Lets a form through only from a page of this portal that was shown to this browser. */
export const guardForms =
  ({ page, hash, portalUrl }: Needs): MiddlewareHandler<PortalBindings> =>
  async (context, next) => {
    if (context.req.method === 'GET' || context.req.method === 'HEAD') return next();
    const [type = ''] = (context.req.header('content-type') ?? '').toLowerCase().split(';');
    const isTrue =
      formTypes.includes(type.trim()) && isFromHere(context, portalUrl) && (await bearsToken(context, hash));
    if (isTrue) return next();
    const isOwn = formTypes.includes(type.trim()) && context.req.header('origin') === portalUrl;
    const ended = isOwn && !context.var.session ? await sessionEnded(context, page) : undefined;
    if (ended) return ended;
    return page(context, 'errors/expired-form', { title: 'The page has expired' }, 403);
  };

/** Browsers say where a form came from; what says nothing is judged by the token alone. */
function isFromHere({ req }: PortalContext, portalUrl: string): boolean {
  const origin = req.header('origin');
  const site = req.header('sec-fetch-site');
  return (
    (origin === undefined || origin === portalUrl) && (site === undefined || site === 'same-origin' || site === 'none')
  );
}

async function bearsToken(context: PortalContext, hash: SecretHash): Promise<boolean> {
  const { session } = context.var;
  const expected = session ? session.formToken : cookieOf(context, 'form');
  const { _token: given } = await context.req.parseBody();
  return (
    expected !== undefined && expected !== '' && typeof given === 'string' && hash.matches(given, hash.of(expected))
  );
}
