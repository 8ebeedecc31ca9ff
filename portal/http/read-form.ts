import type * as z from 'zod';
import type { PortalContext } from '../portal-context';

/** What was wrong with a form: one entry for each field, in the form's order, linked to it. */
export type FormErrors = readonly { readonly text: string; readonly href: string }[];

export interface FormData<T> {
  readonly values: T;
  readonly errors: undefined;
}

export interface FormMistakes {
  readonly errors: FormErrors;
  /** By field, for the message beside it. */
  readonly messages: Readonly<Record<string, { readonly text: string }>>;
  /** What was typed, to be shown again; never a password. */
  readonly typed: Readonly<Record<string, string>>;
}

/** Reads and checks a form; its schema's messages are what the visitor reads. */
export async function readForm<T>(context: PortalContext, schema: z.ZodType<T>): Promise<FormData<T> | FormMistakes> {
  const typed = await typedFields(context);
  const parsed = schema.safeParse(typed);
  if (parsed.success) return { values: parsed.data, errors: undefined };
  const first = new Map<string, string>();
  for (const { path, message } of parsed.error.issues) {
    const field = String(path[0] ?? '');
    if (!first.has(field)) first.set(field, message);
  }
  return { ...mistakes(Object.fromEntries(first)), typed: shown(typed) };
}

/** The same answer for what only the domain could tell. */
export function mistakes(messages: Readonly<Record<string, string>>): FormMistakes {
  const entries = Object.entries(messages);
  return {
    errors: entries.map(([field, text]) => ({ text, href: `#${field}` })),
    messages: Object.fromEntries(entries.map(([field, text]) => [field, { text }])),
    typed: {},
  };
}

/** What was typed, by field; of a file its text. */
export async function typedFields(context: PortalContext): Promise<Record<string, string>> {
  const body = await context.req.parseBody();
  const fields = Object.entries(body).map(async ([name, value]) => {
    if (typeof value === 'string') return [[name, value]];
    return value instanceof File ? [[name, await value.text()]] : [];
  });
  return Object.fromEntries((await Promise.all(fields)).flat());
}

/** Of what is secret nothing is shown again. */
const secrets: ReadonlySet<string> = new Set(['_token', 'password', 'newPassword', 'jwks', 'file']);
export const isSecretField = (name: string): boolean => secrets.has(name);
const shown = (typed: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(typed).filter(([name]) => !isSecretField(name)));
