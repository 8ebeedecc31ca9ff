import { createHmac } from 'node:crypto';
import type { KeyedHash } from '../../domain/logs/redaction/marks/day-keys';

export const keyedHash: KeyedHash = (key, text) => createHmac('sha256', key).update(text).digest('hex');
