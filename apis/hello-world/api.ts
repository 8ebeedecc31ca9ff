import { join } from 'node:path';

/** The API that the tutorials call: one operation for each kind of access. */
export const helloWorld = {
  file: join(__dirname, 'openapi.yaml'),
  publisher: { organisation: 'Digital Interoperability Platform', thirdParty: false },
  anonymous: false,
  logRetentionHours: 2160,
} as const;
