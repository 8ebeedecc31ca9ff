import * as z from 'zod';
import { clientAddressTreatments } from '../../domain/logs/redaction/client-address';

/** The environment contract of the Firehose transformation that redacts. */
export const redactorEnv = z.object({
  ENVIRONMENT: z.string().min(1),
  /** KMS key that derives the keys of marks. */
  MARK_KEY: z.string().min(1),
  CLIENT_ADDRESS: z.enum(clientAddressTreatments),
});
export type RedactorEnv = Record<keyof z.input<typeof redactorEnv>, string>;
