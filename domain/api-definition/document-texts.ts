import { stringify } from 'yaml';
import { parseJson, writeJson } from '../exact-json';

/**
 * A document as it is downloaded, twice the same: what reads YAML 1.1 finds in the YAML what stands in the JSON too, as
 * text that it would take for a number, a date or a boolean is quoted, and no line is folded.
 */
export function documentTexts(document: Readonly<Record<string, unknown>>): { json: string; yaml: string } {
  const json = writeJson(document);
  const yaml = stringify(parseJson(json), { aliasDuplicateObjects: false, compat: 'yaml-1.1', lineWidth: 0 });
  return { json, yaml };
}
