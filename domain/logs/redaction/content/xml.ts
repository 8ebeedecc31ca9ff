import { normalised, personalName } from '../fields/personal-fields';
import type { ContentRule, PersonalKind } from '../redaction';
import { replaceEach } from './replace-each';

/** FHIR's elements that are personal in XML, where every one of them stands inside a resource. */
const ELEMENTS: Readonly<Record<string, PersonalKind>> = {
  line: 'address',
  city: 'address',
  town: 'address',
  county: 'address',
  district: 'address',
  name: 'name',
  prefix: 'name',
  suffix: 'name',
};
const TAG = '<(?:[\\w-]{1,40}:)?([A-Za-z][\\w.-]{0,60})';
/** `<family>…`, up to the next tag, and `<family value="…"`. */
const ELEMENT = new RegExp(`(${TAG}(?:\\s[^<>]{0,200})?>)([^<>]+)`, 'g');
const ATTRIBUTE = new RegExp(`(${TAG}\\s(?:[^<>]{0,100}\\s)?value=["'])([^"'<>]+)`, 'g');

export const redactXml: ContentRule = (text, { mark }) => {
  const write = ([whole, opening = '', name = '', value = '']: RegExpExecArray): string => {
    const kind = value.trim() === '' || value.startsWith('[') ? undefined : kindOf(name);
    return kind ? opening + mark(kind, value) : whole;
  };
  return replaceEach(replaceEach(text, ATTRIBUTE, write), ELEMENT, write);
};

function kindOf(name: string): PersonalKind | undefined {
  const plain = normalised(name);
  return Object.hasOwn(ELEMENTS, plain) ? ELEMENTS[plain] : personalName(plain);
}
