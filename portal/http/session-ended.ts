import type { PortalContext } from '../portal-context';
import type { Page } from '../view/make-page';
import { dropCookie } from './cookies';
import { interruptedBy } from './interrupted-form';

/** Tells that the session has ended, and keeps what was typed while its sender signs in again. */
export async function sessionEnded(context: PortalContext, page: Page): Promise<Response | undefined> {
  const interrupted = await interruptedBy(context);
  if (!interrupted) return undefined;
  dropCookie(context, 'session');
  const typed = { next: interrupted.action, interrupted: JSON.stringify(interrupted) };
  return page(context, 'sign-in/sign-in', { title: 'Your session has ended', typed, hasEnded: true }, 403);
}
