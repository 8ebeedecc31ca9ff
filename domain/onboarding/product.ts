import * as z from 'zod';
import { submission } from './submission';

/** What a team brings to production: one item of the table of products. */
export const product = z.object({
  id: z.string().min(1),
  revision: z.number().int().positive(),
  /** `Team.id`. */
  team: z.string().min(1),
  name: z.string(),
  createdAt: z.iso.datetime(),
  /** One for each API. */
  submissions: z.array(submission),
});
export type Product = z.infer<typeof product>;

/** Of one team. */
export const mostProducts = 20;
/** APIs of one product. */
export const mostSubmissions = 20;

/** Where the answers to a section stand. */
export const dossierId = {
  organisation: (organisation: string) => `organisation ${organisation}`,
  product: (id: string) => `product ${id}`,
  access: (id: string, api: string) => `access ${id} ${api}`,
} as const;
