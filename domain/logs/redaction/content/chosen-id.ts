import { isRandomUuid } from '../../../http/random-id';
import { holdsNhsNumber } from '../../../nhs-number';
import type { ContentRule } from '../redaction';
import { replaceEach } from './replace-each';

const UUID = /\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/gi;
const PADDED = /-00\d{10}$/;

/** A UUID that nobody drew, or one that ends in two zeros and a number, goes where an NHS number stands in it. */
export const redactChosenIds: ContentRule = (text, { mark }) =>
  replaceEach(text, UUID, ([uuid]) => {
    const chosen = isRandomUuid(uuid) ? (PADDED.exec(uuid)?.[0].slice(3) ?? '') : uuid;
    return holdsNhsNumber(chosen) ? mark('nhs-number', uuid) : uuid;
  });
