import * as z from 'zod';
import { attributeHeader, errorFormat, identityHeader, operation } from '../api-definition/api-definition';

/** What one API's relay is told at synth: the file `api.json` beside its bundle. */
export const relayConfig = z.object({
  api: z.string(),
  title: z.string(),
  version: z.string(),
  basePath: z.string(),
  /** Build identifiers that `_ping` shows. */
  release: z.object({ revision: z.string(), releaseId: z.string(), commitId: z.string() }),
  operations: z.array(
    operation.pick({ id: true, method: true, path: true, access: true, exactPath: true }).extend({
      /** What it declares to answer, without parameters, in lower case. */
      mediaTypes: z.array(z.string()),
    }),
  ),
  errorFormat,
  target: z.object({
    /** Operations' paths are appended to it; https outside the `local` environment. */
    url: z.url(),
    healthcheck: z.string().optional(),
    /** How the relay proves itself to the target; the secret's ARN is in the environment. */
    security: z
      .discriminatedUnion('type', [
        z.object({ type: z.literal('apikey'), header: z.string() }),
        z.object({ type: z.literal('mtls') }),
      ])
      .optional(),
    timeoutMillis: z.number().int().positive(),
  }),
  identityHeaders: z.array(identityHeader),
  attributeHeaders: z.array(attributeHeader),
  /** What passes to the target beside the standard headers, in lower case. */
  requestHeaders: z.array(z.string()),
  /** What passes to the caller beside the standard headers, in lower case. */
  responseHeaders: z.array(z.string()),
  /** Whether the target may set cookies, below the base path, and read them. */
  cookies: z.boolean(),
});
export type RelayConfig = z.infer<typeof relayConfig>;
export type RelayedOperation = RelayConfig['operations'][number];
