import { join } from 'node:path';

/**
 * The API that the tutorials call: one operation for each kind of access. It is in production too, so that probes and
 * laws have an API of the platform's own there before any producer's.
 */
export const helloWorld = {
  file: join(__dirname, 'openapi.yaml'),
  publisher: { organisation: 'Digital Interoperability Platform', thirdParty: false },
  service: { status: 'stable' },
  anonymous: false,
  logRetentionHours: 2160,
  goLive: {
    approvedBy: 'Platform engineering, Digital Interoperability Platform',
    approvedOn: '2026-11-26',
    record: 'docs/decisions/0036-an-api-of-the-platforms-own-in-production.md',
  },
} as const;
