import type { Email } from '../../services/ses';

const entities: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
]);
const escaped = (text: string) => text.replaceAll(/[&<>"]/g, (character) => entities.get(character) ?? '');

/** The mails for a person's browser, the newest first. */
export const outboxPage = (emails: readonly Email[]): string => `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Outbox</title></head>
<body>
<h1>Outbox</h1>
<p>Mails that this machine would have sent, the newest first. Load the page again to see new ones.</p>
${emails.length === 0 ? '<p>None yet.</p>' : [...emails].reverse().map(article).join('\n')}
</body>
</html>
`;

const article = ({ to, subject, text, code, sentAt }: Email): string => `<article>
<h2>${escaped(subject)}</h2>
<p>To ${escaped(to)}, ${sentAt.toISOString()}</p>
${code === undefined ? '' : `<p>Code: <strong>${escaped(code)}</strong></p>\n`}<p>${escaped(text)}</p>
</article>`;
