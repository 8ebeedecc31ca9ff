import { Refusal } from '../errors/refusal';
import { type HttpRequest, headerValue } from '../http/http-message';

/** What frameworks (Rails, Laravel, Symfony, Express, Spring) read in a query or a form as the method that is meant. */
const overrides =
  /^(_method|_http_method|http_method|x-http-method(-override)?|x-method-override|_methodoverride|_?method_override)(\[.*)?$/i;

const isForm = (contentType: string): boolean => /^\s*application\/x-www-form-urlencoded\b/i.test(contentType);
/** Readers of parts differ over blanks, quotes, escapes and `name*=UTF-8''…` (RFC 8187). */
const inMultipart =
  /name(?:\*\d{0,3}\*?)?\s{0,100}=(?:\s|["'\\]|[\w-]{1,40}'[\w-]{0,40}'){0,100}(_method|_http_method|http_method|x-http-method(-override)?|x-method-override|_methodoverride|_?method_override)\b/i;

/**
 * The platform has authorised one method; a target must not be told of another.
 * @throws Refusal 400 where the query, a form or a JSON object names one.
 */
export function refuseMethodOverride({ query, headers, body }: HttpRequest): void {
  const contentType = headerValue(headers, 'Content-Type') ?? '';
  const named =
    query.some(([name]) => overrides.test(name.trim())) ||
    (body !== undefined && isForm(contentType) && formNames(body).some((name) => overrides.test(name.trim()))) ||
    (body !== undefined && /^\s*multipart\//i.test(contentType) && inMultipart.test(text(body))) ||
    (body !== undefined && /\bjson\b/i.test(contentType) && isNamedInJson(text(body)));
  if (!named) return;
  throw new Refusal({
    code: 'INVALID_VALUE',
    diagnostics: 'A parameter asks for another method than the one that was sent. Send the request with that method.',
  });
}

const text = (body: Uint8Array): string => new TextDecoder('latin1').decode(body);
/** Some readers end a field at `;` too. */
const formNames = (body: Uint8Array): string[] => [...new URLSearchParams(text(body).replaceAll(';', '&')).keys()];

/** Laravel reads a JSON object as it reads a form. `_method` of FHIR extends an element, and is no text. */
function isNamedInJson(json: string): boolean {
  if (!/_method|\\u00/i.test(json)) return false;
  try {
    const value: unknown = JSON.parse(json);
    const fields = typeof value === 'object' && value !== null ? Object.entries(value) : [];
    return fields.some(([name, field]) => overrides.test(name.trim()) && typeof field === 'string');
  } catch {
    return false;
  }
}
