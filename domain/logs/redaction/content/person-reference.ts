import type { ContentRule, Mark } from '../redaction';
import { replaceEach } from './replace-each';

const REFERENCE = /([Pp]atient|PATIENT|[Pp]erson)(s?)\/([\w.~-]{1,64})/g;

/** `Patient/9000000009`, `Patient/<any id with a digit>`; not `Patient/_search`, `Patient/$match` or `Patient/{id}`. */
export const redactPersonReference = (text: string, mark: Mark): string =>
  replaceEach(text, REFERENCE, ([whole, type = '', plural = '', id = '']) => {
    if (id.startsWith('_') || !/\d/.test(id)) return whole;
    return `${type}${plural}/${mark(/^\d{10}$/.test(id) ? 'nhs-number' : 'patient-id', id)}`;
  });

export const redactPersonReferences: ContentRule = (text, { mark }) =>
  text.includes('/') ? redactPersonReference(text, mark) : text;
