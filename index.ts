/** What a producer's own repository uses of the platform. */

export { Failure } from './domain/failure';
export type { Publisher } from './domain/publishing/registry-entry';
export {
  ApiProxy,
  type ApiProxyProps,
  type GoLive,
  Platform,
  type Publication,
  type ReadPublication,
  type Release,
  readPublication,
} from './lib/constructs/api-proxy';
export { RedactedLogs, type RedactedLogsProps } from './lib/constructs/logs/redacted-logs';
export { UkOnly } from './lib/constructs/security/uk-only';
export { type ReadApiDefinition, readApiDefinition } from './lib/specification-files/read-api-definition';
