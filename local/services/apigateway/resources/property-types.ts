import { z } from 'zod';

/** CloudFormation carries numbers and booleans as strings too. */
export const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((value) => value === 'true')]);
export const count = z.coerce.number().nonnegative();
export const textMap = z.record(z.string(), z.coerce.string()).default({});
