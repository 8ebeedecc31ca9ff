import { escapeXml } from '../../cloud/endpoint/xml';
import type { Email } from '../../services/ses/outbox';

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
<h2>${escapeXml(subject)}</h2>
<p>To ${escapeXml(to)}, ${sentAt.toISOString()}</p>
${code === undefined ? '' : `<p>Code: <strong>${escapeXml(code)}</strong></p>\n`}<p>${escapeXml(text)}</p>
</article>`;
