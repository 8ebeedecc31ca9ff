import type { ApiDefinition } from './api-definition';

/** What is known of every application, by the variable names that real files use for it: nobody registers it. */
export const knownAttributes = ['apiproxy.name', 'id', 'developer.app.id', 'developer.app.name'] as const;
export type KnownAttribute = (typeof knownAttributes)[number];

/** The attributes that somebody must have given an application before it can call the API. */
export const requiredAttributes = ({ attributeHeaders }: Pick<ApiDefinition, 'attributeHeaders'>): string[] =>
  attributeHeaders
    .filter(({ name, required }) => required && !knownAttributes.some((known) => known === name))
    .map(({ name }) => name);
