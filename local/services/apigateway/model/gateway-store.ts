import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { GatewayNeeds } from './gateway-needs';

const apiKey = z.object({
  id: z.string(),
  value: z.string(),
  name: z.string(),
  description: z.string(),
  enabled: z.boolean(),
  /** Milliseconds since 1970. */
  createdAt: z.number(),
  tags: z.record(z.string(), z.string()),
});
export type ApiKey = z.infer<typeof apiKey>;

/** 40 letters and digits, as API Gateway generates them. */
export const newKeyValue = (): string => randomBytes(20).toString('hex');

const planChanges = z.object({
  throttle: z.object({ rate: z.number(), burst: z.number() }).nullish(),
  quota: z.object({ limit: z.number(), period: z.enum(['DAY', 'WEEK', 'MONTH']) }).nullish(),
});
export type PlanChanges = z.infer<typeof planChanges>;

const contents = z.object({
  keys: z.record(z.string(), apiKey).default({}),
  /** Usage plan → its keys. */
  planKeys: z.record(z.string(), z.array(z.string())).default({}),
  /** What PatchUsagePlan changed; null where it removed something. */
  planChanges: z.record(z.string(), planChanges).default({}),
  /** Usage plan → key → day → requests. */
  usage: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.number()))).default({}),
});

/** What survives a restart: gateway keys, their plans and their use. Change it and call `changed()`. */
export interface GatewayStore extends z.infer<typeof contents> {
  changed(): void;
  close(): void;
}

const NAME = 'api-gateway';
const WRITE_WITHIN_MILLIS = 500;

/** Writes at most twice a second, so that counting requests does not write a file for each. */
export function openGatewayStore(state: GatewayNeeds['state']): GatewayStore {
  const loaded = contents.parse(state.load(NAME) ?? {});
  let timer: NodeJS.Timeout | undefined;
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    state.save(NAME, loaded);
  };
  return {
    ...loaded,
    changed: () => {
      timer ??= setTimeout(write, WRITE_WITHIN_MILLIS).unref();
    },
    close: () => (timer ? write() : undefined),
  };
}
