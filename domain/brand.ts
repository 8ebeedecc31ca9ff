import * as z from 'zod';

const line = (most: number) => z.string().trim().min(1).max(most);

/** How an environment presents itself to people, and who answers for it. */
export const brand = z.strictObject({
  /** At the top of every page and in every title. */
  serviceName: line(60),
  /** Who runs the service, as visitors know it. */
  organisation: line(100),
  /** `nhs` may be chosen by who may use the NHS logo: https://www.england.nhs.uk/nhsidentity/ */
  logo: z.enum(['nhs', 'none']),
  /** At the foot of every page. @default that documentation is made from what is deployed */
  footer: line(300).optional(),
  /** UK GDPR Art. 13(1)(a): who decides what personal data is used for. */
  controller: z.strictObject({ name: line(100), address: line(300) }),
  /** UK GDPR Art. 13(1)(b). */
  dataProtectionOfficer: z.email(),
  /** Where weaknesses are reported (RFC 9116): an e-mail address or a page. */
  securityContact: z.union([z.email(), z.url({ protocol: /^https$/ })]),
  /** Day on which the accessibility statement was last reviewed. */
  accessibilityReviewedOn: z.iso.date(),
});
export type Brand = z.infer<typeof brand>;
