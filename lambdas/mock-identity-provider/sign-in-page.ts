import { html } from 'hono/html';
import type { AuthorizationRequest } from './authorization-request';
import type { Issuer } from './issuer';
import type { Parameters } from './parameters';
import type { ProviderRefusal } from './refusal';
import type { MockProvider, TestUser } from './test-user';
import { delegations } from './test-users';

const names = { cis2: 'NHS CIS2', 'nhs-login': 'NHS login' } as const satisfies Record<MockProvider, string>;

type Html = ReturnType<typeof html>;

const layout = ({ provider, url }: Issuer, title: string, content: Html): Html => html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – mock ${names[provider]}</title>
<link rel="stylesheet" href="${url}/style.css">
</head>
<body>
<a class="skip" href="#main">Skip to main content</a>
<header><p class="width"><strong>Mock ${names[provider]}</strong> <span class="tag">Test users only</span></p></header>
<main class="width" id="main">
${content}
</main>
<footer><p class="width">Every person here is invented. This mock remembers nothing: it keeps no session, and
does not notice when an authorisation code, which lives for 60 seconds, is used again.</p></footer>
</body>
</html>`;

/** Asks who signs in. Each choice is a link to the same request with `login_hint`, so no form and no script is needed. */
export function signInPage(
  parameters: Parameters,
  { client, redirectUri, offered }: AuthorizationRequest,
  issuer: Issuer,
) {
  const link = (more: Record<string, string>) =>
    `${issuer.url}/authorize?${new URLSearchParams({ ...(parameters as Record<string, string>), ...more })}`;
  const levels = [...new Set(offered.map(({ level }) => level))];
  const acting = delegations[issuer.provider].flatMap((delegation) => {
    const [actor, user] = [delegation.actor, delegation.user].map((id) => offered.find((one) => one.id === id));
    return actor && user ? [{ actor, user }] : [];
  });
  return layout(
    issuer,
    'Choose a test user',
    html`<h1>Choose a test user</h1>
<p class="inset">This is a <strong>mock – test users only</strong>. It stands in for ${names[issuer.provider]} outside
production and asks for no password.</p>
<p>You will go on to <strong>${client.name}</strong> at <span class="address">${new URL(redirectUri).host || redirectUri}</span>.</p>
${levels.map(
  (level) => html`<h2>${level}</h2>
<ul>${offered.filter((user) => user.level === level).map((user) => choice(user, link({ login_hint: user.id })))}</ul>`,
)}
${acting.length === 0 ? '' : html`<h2>Acting for another person</h2>`}
${acting.length === 0 ? '' : html`<ul>${acting.map(({ actor, user }) => onBehalf(actor, user, link({ login_hint: user.id, actor: actor.id })))}</ul>`}
<p><a href="${link({ decline: 'true' })}">Do not sign in</a></p>`,
  );
}

const choice = ({ id, name, note }: TestUser, href: string): Html =>
  html`<li><a href="${href}">${name}</a><p>${id}</p><p>${note}</p></li>`;

const onBehalf = (actor: TestUser, user: TestUser, href: string): Html =>
  html`<li><a href="${href}">${actor.name} for ${user.name}</a><p>${actor.id} for ${user.id}</p></li>`;

/** Shown where nobody can be sent back, as the request does not say truly where to. */
export const errorPage = ({ error, message }: ProviderRefusal, issuer: Issuer) =>
  layout(
    issuer,
    'There is a problem',
    html`<h1>There is a problem</h1>
<p>The application that sent you here asked wrongly, so you were not sent back to it.</p>
<p class="inset"><strong>${error}</strong>: ${message}</p>`,
  );

/** Nothing loads but the style sheet, nothing runs, no form is sent, and no other page shows this one. */
export const pageHeaders = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'",
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
} as const;
