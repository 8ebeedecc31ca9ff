import * as z from 'zod';
import { accessMode } from '../credentials/access-mode';

/**
 * One API as the platform understands it: the only value that `ApiProxy`, the registrar, the relay, the sandbox, the
 * portal and `dip lint` read. It is plain JSON: it is written at synth beside the bundles and parsed at run time.
 */

export const httpMethod = z.enum(['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH']);
export type HttpMethod = z.infer<typeof httpMethod>;

/** How an API words its errors: FHIR OperationOutcome, RFC 9457, RFC 6749 §5.2, or JSON:API. */
export const errorFormat = z.enum(['fhir', 'problem', 'oauth', 'json-api']);
export type ErrorFormat = z.infer<typeof errorFormat>;

const jsonSchema = z.union([z.boolean(), z.record(z.string(), z.unknown())]);

const example = z.object({
  /** The key under `examples`, or `default` for a single `example` or one generated from the schema. */
  name: z.string(),
  summary: z.string().optional(),
  /** Absent where the example's `$ref` could not be resolved. */
  value: z.unknown().optional(),
  /** Nobody states it: it is made from the schema. */
  made: z.literal(true).optional(),
  /** Why a made one is not what its schema asks for, where nothing better could be made. */
  fault: z.string().optional(),
});
export type Example = z.infer<typeof example>;

const mediaType = z.object({
  /** For example `application/fhir+json`, with parameters as the file has them. */
  contentType: z.string(),
  /** JSON Schema in OpenAPI's dialect; its `$ref`s name places in `schemas` of the definition. */
  schema: jsonSchema.optional(),
  examples: z.array(example),
});
export type MediaType = z.infer<typeof mediaType>;

const response = z.object({
  /** `200`, `4XX` or `default`. */
  status: z.string(),
  description: z.string().optional(),
  /** The headers it declares, each with a value where the file states one. */
  headers: z.record(z.string(), z.object({ value: z.string().optional() })),
  content: z.array(mediaType),
});
export type ResponseDefinition = z.infer<typeof response>;

const parameter = z.object({
  name: z.string(),
  in: z.enum(['path', 'query', 'header', 'cookie']),
  required: z.boolean(),
  /** How its value is written (OpenAPI 3.1, "Style Values"). */
  style: z.enum(['simple', 'label', 'matrix', 'form', 'spaceDelimited', 'pipeDelimited', 'deepObject', 'cookie']),
  explode: z.boolean(),
  allowEmptyValue: z.literal(true).optional(),
  /** The media type that its value is written in, where that is not by a style. */
  contentType: z.string().optional(),
  description: z.string().optional(),
  schema: jsonSchema.optional(),
  /** Values that the file states. */
  examples: z.array(z.unknown()).optional(),
});
export type ParameterDefinition = z.infer<typeof parameter>;

export const operation = z.object({
  /** `operationId`, or one made from method and path; unique in the API. */
  id: z.string(),
  method: httpMethod,
  /** The path template below the base path as the file has it, without a `#fragment`: `/FHIR/R4/$process-message`. */
  path: z.string().startsWith('/'),
  summary: z.string().optional(),
  /** OR-list of the access modes the operation accepts; empty means open. */
  access: z.array(accessMode),
  /** The file says that the target reads this path letter by letter, decoded once (`x-dip-exact-path`). */
  exactPath: z.boolean().optional(),
  parameters: z.array(parameter),
  requestBody: z.object({ required: z.boolean(), content: z.array(mediaType) }).optional(),
  responses: z.array(response),
});
export type Operation = z.infer<typeof operation>;

export const rateLimit = z.object({
  limit: z.number().int().nonnegative(),
  timeunit: z.enum(['second', 'minute', 'hour']),
});
export type RateLimit = z.infer<typeof rateLimit>;

export const target = z.object({
  /** `hosted` asks for containers beside the gateway, which the platform does not run; `external` names a URL. */
  type: z.enum(['external', 'hosted']),
  /** Absent where the file leaves it empty; the construct or the environment then supplies it. */
  url: z.url().optional(),
  /** Path below the target's URL that the API's `_status` calls. */
  healthcheck: z.string().startsWith('/').optional(),
  security: z
    .discriminatedUnion('type', [
      z.object({ type: z.literal('apikey'), header: z.string(), secret: z.string() }),
      z.object({ type: z.literal('mtls'), secret: z.string() }),
    ])
    .optional(),
});
export type StatedTarget = z.infer<typeof target>;

/** The user attributes a target may ask for, and the header each goes to. */
export const identityHeader = z.object({
  name: z.enum([
    'cis2-uuid',
    'cis2-urid',
    'cis2-acr',
    'nhs-login-nhs-number',
    'nhs-login-identity-proofing-level',
    'nhs-login-actor-nhs-number',
    'id-token',
  ]),
  header: z.string(),
});
export type IdentityHeader = z.infer<typeof identityHeader>;

/** An application attribute that the target receives in a header. */
export const attributeHeader = z.object({ name: z.string(), header: z.string(), required: z.boolean() });
export type AttributeHeader = z.infer<typeof attributeHeader>;

/**
 * Starts with `/`, has no trailing `/`: `/personal-demographics/FHIR/R4`. A stack and a stage are named after it, each in
 * 128 characters, and clients walk dots up before they call.
 */
export const basePath = z
  .string()
  .max(100)
  .regex(/^(\/(?!\.{1,2}(\/|$))[A-Za-z0-9._~+-]+)+$/);

export const apiDefinition = z.object({
  /** Kebab-case; unique in an environment. The base path with `/` as `-` in lower case, unless the producer says otherwise. */
  name: z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/),
  title: z.string(),
  /** Empty where the file states none. */
  version: z.string(),
  description: z.string(),
  /** The OpenAPI version of the file, such as `3.0.3`. */
  openapi: z.string(),
  basePath,
  operations: z.array(operation).min(1),
  /** What the operations' schemas refer to, by place: `#/schemas/0`. */
  schemas: z.array(jsonSchema).optional(),
  target: target.optional(),
  rateLimits: z.object({ proxy: rateLimit.optional(), application: rateLimit.optional() }),
  identityHeaders: z.array(identityHeader),
  attributeHeaders: z.array(attributeHeader),
  errorFormat,
  /** Whether the platform probes `_ping` and `_status`. */
  monitoring: z.boolean(),
  /** Whether a delegated actor (RFC 8693 `act`) may call. */
  delegatedAccess: z.boolean(),
});
export type ApiDefinition = z.infer<typeof apiDefinition>;
