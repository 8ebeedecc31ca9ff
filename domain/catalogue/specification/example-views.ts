import { writeJson } from '../../exact-json';
import { isRecord, type JsonObject } from '../../record';
import type { DocumentReferences } from './document-references';
import type { ExampleView } from './specification';

/** A value as a developer would send it: text as it is, anything else as indented JSON. */
export const exampleText = (value: unknown): string => (typeof value === 'string' ? value : writeJson(value, 2));

/** The `examples`, or the single `example`, of a media type, parameter or header. */
export function exampleViews(holder: JsonObject, references: DocumentReferences): ExampleView[] {
  if (isRecord(holder.examples)) {
    return Object.entries(holder.examples).flatMap(([name, example]) => {
      const { summary, description, value } = references.resolve(example);
      if (value === undefined) return [];
      return [{ title: text(summary) || name, description: text(description), text: exampleText(value) }];
    });
  }
  if (holder.example === undefined) return [];
  return [{ title: 'Example', description: '', text: exampleText(holder.example) }];
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
