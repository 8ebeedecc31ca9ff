import type { ValueShape } from './fields/value-shape';

/** What a replaced value was; the marker in its place says it, and nothing else of it. */
export const PERSONAL_KINDS = [
  'address',
  'api-key',
  'body',
  'cookie',
  'credential',
  'date-of-birth',
  'email',
  'encoded',
  'free-text',
  'header',
  'ip',
  'jwt',
  'name',
  'nhs-number',
  'oversize',
  'patient-id',
  'phone',
  'postcode',
  'telecom',
  'user-id',
] as const;
export type PersonalKind = (typeof PERSONAL_KINDS)[number];

/**
 * Writes the marker of a replaced value. The value is given so that a marker may carry a keyed hash of it; a marker
 * stands in square brackets and holds nothing that any class would take for personal data.
 */
export type Mark = (kind: PersonalKind, value: string) => string;

const BRACKETED = Object.fromEntries(PERSONAL_KINDS.map((kind) => [kind, `[${kind}]`])) as Record<PersonalKind, string>;

export const bracketMark: Mark = (kind) => BRACKETED[kind];

/** The parts of the redactor as they see each other: texts hold JSON, JSON holds texts. */
export interface Redaction {
  readonly mark: Mark;
  /** Free text; `layers` is how many of JSON and encoding were opened to reach it. */
  text(text: string, layers: number): string;
  /** Text of which a few hundred values make nearly all traffic, such as user agents: read once, then remembered. */
  repeated(text: string, layers: number): string;
  /** Any JSON value, changed in place. */
  value(value: unknown, layers: number): unknown;
  field(name: string): Field;
  /** A JSON object as text; nothing where it has to be parsed and given to `value`. */
  json(text: string): RewrittenJson | undefined;
}

/** A JSON object rewritten, and of its own members those that its readers ask for, as they were. */
export interface RewrittenJson {
  readonly text: string;
  readonly noted: Readonly<Record<string, unknown>>;
}

export interface Field {
  /** The field's own name, redacted: a name may be an NHS number too. */
  readonly name: string;
  /** How it is read as a member of a JSON object. */
  readonly treatment: Treatment;
  /** How it is read as a parameter of a query or a form. */
  readonly parameter: Parameter;
}

export interface Parameter {
  readonly kind: PersonalKind | undefined;
  /** Of an operational parameter: a value of this shape passes. */
  readonly shape: ValueShape | undefined;
  /** FHIR's `system|value`. */
  readonly identifier: boolean;
}

export type Treatment =
  /** Replaced whole, whatever it holds. */
  | { readonly as: 'personal'; readonly kind: PersonalKind }
  /** Personal where the object around it describes a person, text elsewhere (`name`, `display`, `id`). */
  | { readonly as: 'personal-of-person'; readonly kind: PersonalKind }
  /** Passes where the value has exactly the shape of this field, is text otherwise. */
  | { readonly as: 'operational'; readonly shape: ValueShape }
  /** Passes where the value has the shape, is replaced whole otherwise. */
  | { readonly as: 'closed'; readonly shape: ValueShape; readonly kind: PersonalKind }
  | {
      readonly as:
        | 'person'
        | 'parameters'
        | 'identifier'
        | 'value'
        | 'headers'
        | 'path'
        | 'query'
        | 'repeating'
        | 'text';
    };

/** How a class of personal data is found in text that no field name explains. */
export type ContentRule = (text: string, redaction: Redaction, layers: number) => string;

/** Layers of JSON or encoding that are opened; whatever lies deeper is replaced unread. */
export const DEEPEST = 8;
