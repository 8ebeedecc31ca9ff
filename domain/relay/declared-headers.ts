import type { ApiDefinition, Operation } from '../api-definition/api-definition';
import { essenceOf } from './answer-media-type';

const distinct = (names: readonly string[]): string[] => [...new Set(names.map((name) => name.toLowerCase()))].sort();

/** The headers that the operations of an API declare for its callers to send. */
export const declaredRequestHeaders = ({ operations }: Pick<ApiDefinition, 'operations'>): string[] =>
  distinct(operations.flatMap(({ parameters }) => parameters.filter(({ in: at }) => at === 'header')).map(nameOf));

/** The headers that the answers of an API declare. */
export const declaredAnswerHeaders = ({ operations }: Pick<ApiDefinition, 'operations'>): string[] =>
  distinct(operations.flatMap(({ responses }) => responses.flatMap(({ headers }) => Object.keys(headers))));

/** The media types that the answers of an operation declare; a range such as `text/*` declares none. */
export const declaredMediaTypes = ({ responses }: Pick<Operation, 'responses'>): string[] =>
  distinct(responses.flatMap(({ content }) => content.flatMap(({ contentType }) => essenceOf(contentType) ?? [])));

const nameOf = ({ name }: { readonly name: string }): string => name;
