import * as z from 'zod';
import { accessMode } from '../credentials/access-mode';
import { type ApiDefinition, rateLimit, target } from './api-definition';
import { limits } from './limits';

/**
 * The `x-nhsd-apim` extension, its keys in lower case with hyphens. Messages say what is wrong and, after a
 * semicolon, the fix. Unknown keys are issues too, so that the reader can warn of them.
 */

const wrong = (what: string, fix: string) => ({ error: `${what}; ${fix}` });

/** Field names are tokens (RFC 9110 §5.1). */
const headerName = z
  .string(wrong('header is not text', 'name a request header'))
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, wrong('header is not a header name', 'use letters, digits and hyphens'));

const boolean = (fallback: boolean) =>
  z.boolean(wrong('is not true or false', 'write true or false')).default(fallback);

/** Real files leave a list or a map empty in either notation, or null. */
const emptyAs = <T extends z.ZodType>(empty: unknown, schema: T) =>
  z.preprocess((value) => (isEmpty(value) ? empty : value), schema);
const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);

/** What the original platform does and this one does not: refused where it is asked for. */
const only = <T extends boolean>(value: T, what: string, fix: string) =>
  boolean(value).refine((asked) => asked === value, wrong(what, fix));

const limit = z.strictObject({
  limit: z
    .number(wrong('limit is not a number', 'write a whole number, 0 or more'))
    .int(wrong('limit is not whole', 'write a whole number, 0 or more'))
    .min(0, wrong('limit is negative', 'write a whole number, 0 or more')),
  timeunit: z.enum(rateLimit.shape.timeunit.options, wrong('unknown timeunit', 'use second, minute or hour')),
});

const product = z.strictObject({
  title: z.string(wrong('an access entry has no title', 'name the product')).min(1),
  grants: z.partialRecord(
    z.string().pipe(z.enum(accessMode.options)),
    emptyAs(
      [],
      z.tuple([], wrong('a grant names scopes, which no token of the platform bears', 'leave its list empty')),
    ),
    wrong('unknown grant', `use ${accessMode.options.join(', ')}`),
  ),
  visible: only(true, 'visible is false, and the catalogue shows every API that is published', 'remove it'),
});

const defaultHeaders = {
  'cis2-uuid': 'NHSD-Session-UUID',
  'cis2-urid': 'NHSD-Session-URID',
  'cis2-acr': 'NHSD-Session-CIS2-ACR',
  'nhs-login-nhs-number': 'NHSD-NHSlogin-NHS-Number',
  'nhs-login-identity-proofing-level': 'NHSD-NHSlogin-Identity-Proofing-Level',
  'nhs-login-actor-nhs-number': 'NHSD-NHSlogin-Actor-NHS-Number',
  'id-token': 'NHSD-ID-Token',
} satisfies Record<ApiDefinition['identityHeaders'][number]['name'], string>;
const identityNames = Object.keys(defaultHeaders) as (keyof typeof defaultHeaders)[];

const identity = z
  .strictObject({
    name: z.enum(identityNames, wrong('unknown target-identity name', `use ${identityNames.join(', ')}`)),
    header: headerName.optional(),
  })
  .transform(({ name, header }) => ({ name, header: header ?? defaultHeaders[name] }));

const attribute = z
  .strictObject({
    name: z.string(wrong('a target attribute has no name', 'name the application attribute')).min(1),
    header: headerName.optional(),
    required: boolean(true),
  })
  .transform(({ name, header, required }) => ({ name, header: header ?? `attribute-${name}`, required }));

/** Printed ASCII, and few of it: the producer's own word for what they look up. */
const secretName = z
  .string(wrong('target security names no secret', 'name the stored secret'))
  .regex(/^[\w+=,.@/ -]{1,200}$/, wrong('secret is no name of a secret', 'use letters, digits and hyphens'));

const security = z.discriminatedUnion(
  'type',
  [
    z.strictObject({
      type: z.literal('apikey'),
      header: headerName.default('X-API-Key'),
      secret: secretName,
    }),
    z.strictObject({
      type: z.literal('mtls'),
      secret: secretName,
    }),
  ],
  wrong('unknown type of target security', 'use apikey or mtls'),
);

const targetSchema = z.strictObject({
  type: z.enum(target.shape.type.options, wrong('unknown type of target', 'use external or hosted')),
  url: z.url({ protocol: /^https?$/, ...wrong('target url is not a URL', 'write https://host/path') }).optional(),
  healthcheck: z
    .string(wrong('healthcheck is not a path', 'start it with "/"'))
    .max(limits.pathCharacters, wrong('healthcheck is longer than a path can be', 'shorten it'))
    .regex(
      /^(?=\/)(\/(?!\.{1,2}(\/|$))[\w.~!$&'()*+,=:@-]+)*\/?$/,
      wrong('healthcheck is not a path', 'start it with "/" and leave out query, fragment, dots and doubled slashes'),
    )
    .optional(),
  security: security.optional(),
});

export const extensionSchema = z.strictObject({
  temporary: only(
    false,
    'temporary is true, and nothing ends a deployment by itself',
    'remove it, and delete the stack in its time',
  ),
  monitoring: boolean(true),
  delegatedaccess: boolean(false),
  access: emptyAs([], z.array(product, wrong('access is not a list', 'write a list of title and grants'))),
  target: targetSchema.optional(),
  ratelimiting: emptyAs({}, z.strictObject({ proxy: limit.optional(), 'app-default': limit.optional() })),
  'target-attributes': emptyAs([], z.array(attribute, wrong('target-attributes is not a list', 'write a list'))),
  'target-identity': emptyAs([], z.array(identity, wrong('target-identity is not a list', 'write a list'))),
});
export type Extension = z.output<typeof extensionSchema>;
