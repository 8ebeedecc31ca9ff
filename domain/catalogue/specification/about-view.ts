import { type JsonObject, recordOf } from '../../record';
import type { AboutView, LinkView } from './specification';
import { textOf } from './text-of';

/** What `info` and `externalDocs` of a document say beyond name, version and description. */
export function aboutView(document: JsonObject): AboutView {
  const info = recordOf(document.info);
  const [contact, licence] = [recordOf(info.contact), recordOf(info.license)];
  return {
    contact: { name: textOf(contact.name), email: emailOf(contact.email), url: addressOf(contact.url) },
    // Of 3.1, an identifier of SPDX in place of an address.
    licence: { name: textOf(licence.name) || textOf(licence.identifier), url: addressOf(licence.url) },
    terms: addressOf(info.termsOfService),
    documents: documentsOf(document.externalDocs),
  };
}

/** One link or none, of `externalDocs` wherever it stands. */
export function documentsOf(externalDocs: unknown): LinkView[] {
  const { url, description } = recordOf(externalDocs);
  const address = addressOf(url);
  return address === '' ? [] : [{ url: address, text: textOf(description) || address }];
}

/** Nothing but an absolute address of the web may be a link: what is relative would lead into the page's own site. */
const addressOf = (value: unknown): string => {
  const text = textOf(value);
  return /^https?:\/\//i.test(text) && URL.canParse(text) ? text : '';
};
const emailOf = (value: unknown): string => (/^[^\s@<>"?&]+@[^\s@<>"?&]+$/.test(textOf(value)) ? textOf(value) : '');
