import { z } from 'zod';

export const count = z.coerce.number().nonnegative();
export const textMap = z.record(z.string(), z.coerce.string()).default({});
