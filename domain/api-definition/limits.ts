/**
 * What one API's files may cost. Each is far above any real file, and a bound on time, memory or size: what a producer
 * writes is read on machines, and shown on pages, that others share.
 */
export const limits = {
  /** Files that `$ref`s may reach. */
  files: 2000,
  /** Of one file. */
  fileBytes: 10_000_000,
  /** Of all files together. */
  allBytes: 30_000_000,
  /** Levels of lists and maps within each other, in a file and with its references written out. */
  depth: 100,
  /** Values of one file with its YAML aliases written out. */
  fileValues: 1_000_000,
  /** Values of one API's schemas and examples with their references written out. */
  allValues: 1_000_000,
  /** The same of one example. */
  exampleValues: 200_000,
  /** Examples of one media type; what comes later is published and not answered. */
  examples: 200,
  /** Operations of one API, each of which is held against all others. */
  operations: 5000,
  /** Media types of one API that get an example made; those after them are published without. */
  madeExamples: 10_000,
  /** Operations on one route that differ after `#` only. */
  twins: 50,
  /** Errors and warnings that are told, each kind. */
  problems: 1000,
  /** Characters of one of them. */
  problemCharacters: 1000,
  /** Characters of all operations' ids and paths: an item of DynamoDB, which they are kept in, has 400 KB. */
  operationsCharacters: 400_000,
  /** Resources of one REST API with those that the platform adds: API Gateway's quota "Resources per API". */
  gatewayResources: 300,
  /**
   * Resources and methods by which one stack routes an API and its sandbox. CloudFormation's 500 leave the rest to what
   * stands beside them.
   */
  routedParts: 400,
  titleCharacters: 200,
  versionCharacters: 100,
  operationIdCharacters: 200,
  pathCharacters: 1000,
} as const;
