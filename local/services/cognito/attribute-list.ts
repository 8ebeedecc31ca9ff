import { z } from 'zod';

/** Attributes of a user as Cognito's calls list them, by name. */
export const attributeList = z
  .array(z.object({ Name: z.string(), Value: z.string().default('') }))
  .default([])
  .transform((list) => new Map(list.map(({ Name, Value }) => [Name, Value])));
