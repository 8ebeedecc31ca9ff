import { join } from 'node:path';

/** A calculation that needs no identity: nothing of a call is kept, and its access records leave after three days. */
export const growthCharts = {
  file: join(__dirname, 'openapi.yaml'),
  publisher: { organisation: 'Digital Interoperability Platform', thirdParty: false },
  service: { status: 'stable' },
  anonymous: true,
  logRetentionHours: 72,
} as const;
