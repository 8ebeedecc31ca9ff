import * as z from 'zod';

const deliverySchema = z.strictObject({
  region: z.literal('eu-west-2'),
  /** 12 digits; absent means whichever account the deploying credentials belong to. */
  account: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  source: z.union([
    z.strictObject({
      /** Of a connection that somebody has confirmed in the console; a new one is pending. */
      connectionArn: z.string().regex(/^arn:aws:codeconnections:eu-west-2:\d{12}:connection\/[0-9a-f-]{36}$/),
      /** `owner/name`. */
      repository: z.string().regex(/^[^/\s]+\/[^/\s]+$/),
      branch: z.string().min(1),
    }),
    /** A zip of the repository in a versioned bucket, where there is no connection to a host of repositories. */
    z.strictObject({ bucket: z.string().min(3), key: z.string().endsWith('.zip') }),
  ]),
  /** Files of `test/journeys` that travel to a deployed environment; the others need this machine's clock or state. */
  journeys: z.array(z.string()).nonempty(),
});
export type Delivery = z.infer<typeof deliverySchema>;

/** How a change travels. The connection is a placeholder: make one, confirm it, and state it here. */
export const delivery: Delivery = deliverySchema.parse({
  region: 'eu-west-2',
  source: {
    connectionArn: 'arn:aws:codeconnections:eu-west-2:000000000000:connection/00000000-0000-0000-0000-000000000000',
    repository: 'example/digital-interoperability-platform',
    branch: 'main',
  },
  journeys: ['refused-tokens', 'evasions'],
});
