import * as z from 'zod';

const measured = z.number().optional();
const word = z.string().optional();

/** A record as it is stored, after redaction. Times are milliseconds since 1970, latencies ms, lengths bytes. */
export const accessRecord = z.object({
  record: z.literal('access'),
  api: z.string(),
  anonymous: z.boolean(),
  requestId: z.string(),
  extendedRequestId: word,
  time: z.number(),
  apiId: word,
  stage: word,
  method: word,
  route: word,
  protocol: word,
  status: z.number(),
  responseLatency: measured,
  responseLength: measured,
  integrationLatency: measured,
  integrationStatus: measured,
  authorizerLatency: measured,
  authorizerStatus: measured,
  errorType: word,
  mode: word,
  wafResponseCode: word,
  tlsVersion: word,
  cipherSuite: word,
  application: word,
  organisationType: word,
  ip: word,
  userAgent: word,
});
export type AccessRecord = z.infer<typeof accessRecord>;
