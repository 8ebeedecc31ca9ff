import * as z from 'zod';

/** The provider of `Custom::SigningKeys` is told everything in its event. */
export const signingKeysEnv = z.object({});
export type SigningKeysEnv = Record<keyof z.input<typeof signingKeysEnv>, string>;
