import { Refusal } from '../errors/refusal';
import { type HttpRequest, headerValue } from '../http/http-message';

/** What frameworks (Rails, Laravel, Symfony, Express, Spring) read in a query or a form as the method that is meant. */
const overrides =
  /^(_method|_http_method|http_method|x-http-method(-override)?|x-method-override|_methodoverride|_?method_override)(\[.*)?$/i;

const isForm = (contentType: string): boolean => /^\s*application\/x-www-form-urlencoded\b/i.test(contentType);
const inMultipart =
  /name="?(_method|_http_method|http_method|x-http-method(-override)?|x-method-override|_methodoverride|_?method_override)\b/i;

/**
 * The platform has authorised one method; a target must not be told of another.
 * @throws Refusal 400 where the query or a form names one.
 */
export function refuseMethodOverride({ query, headers, body }: HttpRequest): void {
  const contentType = headerValue(headers, 'Content-Type') ?? '';
  const named =
    query.some(([name]) => overrides.test(name.trim())) ||
    (body !== undefined && isForm(contentType) && formNames(body).some((name) => overrides.test(name.trim()))) ||
    (body !== undefined && /^\s*multipart\//i.test(contentType) && inMultipart.test(text(body)));
  if (!named) return;
  throw new Refusal({
    code: 'INVALID_VALUE',
    diagnostics: 'A parameter asks for another method than the one that was sent. Send the request with that method.',
  });
}

const text = (body: Uint8Array): string => new TextDecoder('latin1').decode(body);
const formNames = (body: Uint8Array): string[] => [...new URLSearchParams(text(body)).keys()];
