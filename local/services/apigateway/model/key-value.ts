import { randomBytes } from 'node:crypto';

/** 40 letters and digits, as API Gateway generates them. */
export const newKeyValue = (): string => randomBytes(20).toString('hex');
