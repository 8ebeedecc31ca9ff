import * as z from 'zod';
import { flag } from '../../cloud/resources/resource-type';

const overriding = z.object({ Override: flag });

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cloudfront-responseheaderspolicy-securityheadersconfig.html
const security = z.object({
  StrictTransportSecurity: overriding
    .extend({
      AccessControlMaxAgeSec: z.coerce.number(),
      IncludeSubdomains: flag.default(false),
      Preload: flag.default(false),
    })
    .optional(),
  ContentTypeOptions: overriding.optional(),
  FrameOptions: overriding.extend({ FrameOption: z.string() }).optional(),
  ReferrerPolicy: overriding.extend({ ReferrerPolicy: z.string() }).optional(),
  ContentSecurityPolicy: overriding.extend({ ContentSecurityPolicy: z.string() }).optional(),
});

export interface AddedHeader {
  readonly name: string;
  readonly value: string;
  /** Whether it stands in the place of what the origin says; otherwise only where the origin says nothing. */
  readonly overrides: boolean;
}

/** `ResponseHeadersPolicyConfig` as the headers that it adds. */
export const responseHeadersConfig = z
  // Anything else that a policy can say is refused rather than left out.
  .strictObject({ Name: z.string().optional(), Comment: z.string().optional(), SecurityHeadersConfig: security })
  .transform(({ SecurityHeadersConfig }) => securityHeaders(SecurityHeadersConfig));

function securityHeaders(config: z.infer<typeof security>): readonly AddedHeader[] {
  const header = (name: string, settings: { Override: boolean } | undefined, value: string | undefined) =>
    settings && value !== undefined ? [{ name, value, overrides: settings.Override }] : [];
  const transport = config.StrictTransportSecurity;
  const age = transport && [
    `max-age=${transport.AccessControlMaxAgeSec}`,
    ...(transport.IncludeSubdomains ? ['includeSubDomains'] : []),
    ...(transport.Preload ? ['preload'] : []),
  ];
  return [
    ...header('strict-transport-security', transport, age?.join('; ')),
    ...header('x-content-type-options', config.ContentTypeOptions, 'nosniff'),
    ...header('x-frame-options', config.FrameOptions, config.FrameOptions?.FrameOption),
    ...header('referrer-policy', config.ReferrerPolicy, config.ReferrerPolicy?.ReferrerPolicy),
    ...header(
      'content-security-policy',
      config.ContentSecurityPolicy,
      config.ContentSecurityPolicy?.ContentSecurityPolicy,
    ),
  ];
}
