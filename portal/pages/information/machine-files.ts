import { Hono } from 'hono';
import { paths } from '../../paths';
import type { PortalBindings } from '../../portal-context';
import type { Tools } from '../../tools';

const text = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'public, max-age=3600' };
const year = 365 * 24 * 60 * 60 * 1000;

/** What programs look for at addresses that standards give: search engines, and whoever found a weakness. */
export function machineFileRoutes({ environment, clock }: Tools) {
  const { brand, portalUrl, production } = environment;
  const app = new Hono<PortalBindings>();

  // RFC 9309. Test environments are no result of anybody's search.
  app.get(paths.robots, (context) => {
    const closed = [paths.account, paths.applications, paths.signUp, paths.forgottenPassword];
    const rules = production ? closed.map((path) => `Disallow: ${path}`) : ['Disallow: /'];
    return context.body(`User-agent: *\n${rules.join('\n')}\n`, 200, text);
  });

  // RFC 9116 §2.5: contact and expiry are required, and the expiry is less than a year ahead.
  app.get(paths.securityTxt, (context) => {
    const { securityContact } = brand;
    const contact = securityContact.startsWith('https:') ? securityContact : `mailto:${securityContact}`;
    const today = clock.now().toISOString().slice(0, 10);
    const expires = new Date(Date.parse(today) + year / 2).toISOString();
    const lines = [
      `Contact: ${contact}`,
      `Expires: ${expires}`,
      'Preferred-Languages: en',
      `Canonical: ${portalUrl}${paths.securityTxt}`,
    ];
    return context.body(`${lines.join('\n')}\n`, 200, text);
  });
  return app;
}
