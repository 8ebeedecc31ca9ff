/** An OpenAPI document as a page shows it. Descriptions are the producer's Markdown, not yet made safe. */
export interface Specification {
  readonly title: string;
  readonly version: string;
  readonly description: string;
  readonly about: AboutView;
  readonly servers: readonly { readonly url: string; readonly description: string }[];
  readonly security: readonly SecurityView[];
  /** Operations in the document's order, together by their first tag. */
  readonly groups: readonly OperationGroup[];
  /** Calls that the publisher makes, each group by the webhook's name. */
  readonly webhooks: readonly OperationGroup[];
  /** Whether it is too large to be shown whole. */
  readonly isCut: boolean;
  /** The schemas that have a name, which others refer to by `SchemaReference.id`. */
  readonly schemas: readonly NamedSchema[];
}

/** What the file says of its publisher and of itself; empty where it says nothing. */
export interface AboutView {
  readonly contact: { readonly name: string; readonly email: string; readonly url: string };
  readonly licence: { readonly name: string; readonly url: string };
  readonly terms: string;
  readonly documents: readonly LinkView[];
}

/** An absolute address. */
export interface LinkView {
  readonly url: string;
  /** The address itself where nothing is said of it. */
  readonly text: string;
}

export interface SecurityView {
  readonly name: string;
  readonly description: string;
  /** How a caller sends it, in a sentence. */
  readonly sent: string;
}

export interface OperationGroup {
  readonly name: string;
  readonly description: string;
  readonly documents: readonly LinkView[];
  readonly operations: readonly OperationView[];
}

export interface OperationView {
  /** Unique in the page, fit for a fragment. */
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly deprecated: boolean;
  /** Names of `Specification.security`; empty where the operation is open. */
  readonly access: readonly string[];
  readonly parameters: readonly { readonly place: string; readonly rows: readonly ParameterView[] }[];
  readonly body?: BodyView;
  readonly responses: readonly ResponseView[];
  readonly documents: readonly LinkView[];
  /** Calls that the publisher makes in answer, each group by the callback's name. */
  readonly callbacks: readonly OperationGroup[];
}

export interface ParameterView {
  readonly name: string;
  readonly required: boolean;
  readonly description: string;
  readonly schema: SchemaView;
  readonly examples: readonly ExampleView[];
}

export interface BodyView {
  readonly required: boolean;
  readonly description: string;
  readonly content: readonly ContentView[];
}

export interface ResponseView {
  readonly status: string;
  readonly isError: boolean;
  readonly description: string;
  readonly headers: readonly ParameterView[];
  readonly content: readonly ContentView[];
}

export interface ContentView {
  readonly mediaType: string;
  readonly schema?: SchemaView;
  readonly examples: readonly ExampleView[];
}

export interface ExampleView {
  readonly title: string;
  readonly description: string;
  readonly text: string;
}

export interface SchemaReference {
  readonly name: string;
  readonly id: string;
}

export interface NamedSchema extends SchemaReference {
  readonly schema: SchemaView;
}

export interface SchemaView {
  /** `string`, `array of Patient`, `object or null`. */
  readonly type: string;
  readonly description: string;
  readonly deprecated: boolean;
  /** `at most 35 characters`, `format date-time`, … */
  readonly constraints: readonly string[];
  /** Of an enumeration. */
  readonly values: readonly string[];
  readonly examples: readonly string[];
  readonly documents: readonly LinkView[];
  /** Set where the schema is another's by name; nothing below is then repeated. */
  readonly reference?: SchemaReference;
  readonly properties: readonly PropertyView[];
  readonly items?: SchemaView;
  readonly alternatives: readonly { readonly rule: string; readonly schemas: readonly SchemaView[] }[];
}

export interface PropertyView {
  readonly name: string;
  readonly required: boolean;
  readonly schema: SchemaView;
}
