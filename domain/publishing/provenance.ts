import * as z from 'zod';

/** A custom resource that registered an API: its physical id, and the properties it was given. */
const origin = z.object({ id: z.string(), properties: z.record(z.string(), z.unknown()) });
export type RegistrationOrigin = z.infer<typeof origin>;

/**
 * Which resource an entry is of, and which one of the same stack it took the entry over from. CloudFormation creates
 * before it deletes, so two may register one API for a while; what is rolled back gives the entry back.
 */
export const provenance = origin.extend({ superseded: origin.optional() });
export type Provenance = z.infer<typeof provenance>;
