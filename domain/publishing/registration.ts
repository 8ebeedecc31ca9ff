import * as z from 'zod';
import { publisher } from './registry-entry';
import { writtenService } from './service-statement';
import { subscriptionMode } from './subscription-mode';

/** A JSON file that deployment put in a bucket. */
const assetLocation = z.object({ Bucket: z.string().min(1), Key: z.string().min(1) });
export type AssetLocation = z.infer<typeof assetLocation>;

/** The recorded outcome of the go-live checks: who decided, as a role and an organisation; when; and where that is kept. */
const goLive = z.strictObject({ approvedBy: z.string(), approvedOn: z.string(), record: z.string() });
export type GoLive = z.infer<typeof goLive>;

const json = z.string().transform((text, context): unknown => {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'must be JSON' });
    return z.NEVER;
  }
});

/** Which API of which stack a registration is about. */
export const registrationIdentity = z.object({
  Api: z.string().min(1),
  BasePath: z.string().startsWith('/'),
  /** CloudFormation's stack id. */
  Owner: z.string().min(1),
});

/**
 * The properties of `Custom::ApiRegistration`, as CloudFormation sends them: every value is text. The owner is none that a
 * template states.
 */
export const registration = z.strictObject({
  ...registrationIdentity.shape,
  /** CloudFormation's own. */
  ServiceToken: z.string().optional(),
  ServiceTimeout: z.string().optional(),
  Definition: assetLocation,
  Document: assetLocation,
  RestApiId: z.string().min(1),
  Stage: z.string().min(1),
  /** Empty where every operation is open. */
  UsagePlanId: z.string().default(''),
  Publisher: json.pipe(z.strictObject(publisher.shape)),
  /** Absent where nothing is stated. */
  Service: json.pipe(writtenService.optional()).optional(),
  /** Empty where nothing is stated. */
  Subscriptions: z.union([subscriptionMode, z.literal('')]).default(''),
  Anonymous: z.enum(['true', 'false']).transform((text) => text === 'true'),
  LogRetentionHours: z.string().transform(Number),
  TargetUrl: z.string(),
  /** Empty where no go-live check is recorded. */
  GoLive: json.pipe(goLive.optional()),
});
export type Registration = z.infer<typeof registration>;
