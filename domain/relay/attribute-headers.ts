import type { CallerContext } from '../access/caller-context';
import type { KnownAttribute } from '../api-definition/required-attributes';
import { Refusal } from '../errors/refusal';
import type { NameValueList } from '../http/http-message';
import { own } from '../own';
import { isHeaderValue } from './header-value';
import type { RelayConfig } from './relay-config';

/**
 * The application's attributes as the headers that `target-attributes` names.
 * @throws Refusal where a required one is absent. A caller of an open operation has no application, so none is asked.
 */
export function attributeHeaders(config: RelayConfig, caller: CallerContext | undefined): NameValueList {
  return config.attributeHeaders.flatMap(({ name, header, required }) => {
    const value = attribute(name, config, caller);
    if (value !== undefined && isHeaderValue(value)) return [[header, value] as const];
    if (!required || caller === undefined) return [];
    throw new Refusal({
      code: 'FORBIDDEN',
      diagnostics: `Your application has no attribute '${name}', which this API needs. Ask the API's producer for it.`,
    });
  });
}

type Known = (config: RelayConfig, caller: CallerContext | undefined) => string | undefined;

const known: Readonly<Record<KnownAttribute, Known>> = {
  'apiproxy.name': ({ api }) => api,
  id: (_, caller) => caller?.applicationId,
  'developer.app.id': (_, caller) => caller?.applicationId,
  'developer.app.name': (_, caller) => caller?.applicationName,
};

function attribute(name: string, config: RelayConfig, caller: CallerContext | undefined): string | undefined {
  const told = own<Known>(known, name);
  if (told !== undefined) return told(config, caller);
  return textOf(member(parsed(caller?.attributes), name));
}

/** A dotted name is looked for as it is, then as a path into an attribute that holds a JSON object. */
function member(attributes: unknown, name: string): unknown {
  if (typeof attributes !== 'object' || attributes === null) return undefined;
  if (Object.hasOwn(attributes, name)) return Reflect.get(attributes, name);
  const dot = name.indexOf('.');
  if (dot < 0 || !Object.hasOwn(attributes, name.slice(0, dot))) return undefined;
  return member(parsed(Reflect.get(attributes, name.slice(0, dot))), name.slice(dot + 1));
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
