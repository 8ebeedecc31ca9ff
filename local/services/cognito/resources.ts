import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Cloud } from '../../cloud/cloud';
import { flag, type ResourceType, resourceType } from '../../cloud/resources/resource-type';
import type { UserPools } from './user-pools';

interface Needs {
  readonly cloud: Pick<Cloud, 'account'>;
  readonly cognito: { readonly pools: UserPools };
}

const poolProperties = z.object({
  Policies: z
    .object({ PasswordPolicy: z.object({ MinimumLength: z.coerce.number().optional() }).optional() })
    .optional(),
  Schema: z.array(z.object({ Name: z.string(), Required: flag.default(false) })).default([]),
  // Users who sign in by another name than their address are refused rather than run wrongly.
  UsernameAttributes: z.tuple([z.literal('email')]),
  LambdaConfig: z.strictObject({ CustomMessage: z.string().optional() }).optional(),
  VerificationMessageTemplate: z
    .object({ EmailSubject: z.string().optional(), EmailMessage: z.string().optional() })
    .optional(),
});

/** Of OpenID Connect; a pool's schema names any other without the prefix that its users' lists have. */
const standardAttributes: ReadonlySet<string> = new Set(
  'sub name given_name family_name middle_name nickname preferred_username profile picture website email gender birthdate zoneinfo locale phone_number address updated_at'.split(
    ' ',
  ),
);

export const userPool = ({ cloud: { account }, cognito: { pools } }: Needs): ResourceType =>
  resourceType(poolProperties, {
    provision(properties, { physicalId }) {
      const id = `${account.region}_${idOf(physicalId, 9)}`;
      const arn = `arn:aws:cognito-idp:${account.region}:${account.id}:userpool/${id}`;
      const { EmailSubject, EmailMessage } = properties.VerificationMessageTemplate ?? {};
      pools.put({
        id,
        arn,
        shortestPassword: properties.Policies?.PasswordPolicy?.MinimumLength ?? 8,
        requiredAttributes: properties.Schema.filter(({ Required }) => Required).map(({ Name }) => Name),
        customAttributes: properties.Schema.filter(({ Name }) => !standardAttributes.has(Name)).map(
          ({ Name }) => `custom:${Name}`,
        ),
        customMessage: properties.LambdaConfig?.CustomMessage,
        emailSubject: EmailSubject ?? 'Your verification code',
        emailMessage: EmailMessage ?? 'Your verification code is {####}.',
      });
      const providerName = `cognito-idp.${account.region}.amazonaws.com/${id}`;
      const attributes = {
        Arn: arn,
        UserPoolId: id,
        ProviderName: providerName,
        ProviderURL: `https://${providerName}`,
      };
      return { ref: id, attributes };
    },
  });

const clientProperties = z.object({
  UserPoolId: z.string(),
  ExplicitAuthFlows: z.array(z.string()).default([]),
  PreventUserExistenceErrors: z.string().optional(),
  IdTokenValidity: z.coerce.number().default(1),
  TokenValidityUnits: z
    .object({ IdToken: z.enum(['seconds', 'minutes', 'hours', 'days']).default('hours') })
    .optional(),
});

const seconds = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const;

export const userPoolClient = ({ cognito: { pools } }: Pick<Needs, 'cognito'>): ResourceType =>
  resourceType(clientProperties, {
    replacedBy: ['UserPoolId', 'GenerateSecret'],
    provision(properties, { physicalId }) {
      const id = idOf(physicalId, 26).toLowerCase();
      pools.putClient({
        id,
        pool: pools.get(properties.UserPoolId),
        authFlows: properties.ExplicitAuthFlows,
        hidesUsers: properties.PreventUserExistenceErrors === 'ENABLED',
        tokenSeconds: properties.IdTokenValidity * seconds[properties.TokenValidityUnits?.IdToken ?? 'hours'],
      });
      return { ref: id, attributes: { ClientId: id } };
    },
  });

const idOf = (physicalId: string, length: number): string =>
  createHash('sha256')
    .update(physicalId)
    .digest('base64')
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .slice(0, length);
