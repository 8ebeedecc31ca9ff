import type * as z from 'zod';
import type { Brand } from '../../domain/brand';
import type { PortalNeeds } from '../../portal/portal-needs';
import type { portalEnv } from './env';

export const portalSettings = (env: z.infer<typeof portalEnv>, brand: Brand): Pick<PortalNeeds, 'environment'> => ({
  environment: {
    brand,
    name: env.ENVIRONMENT,
    production: env.PRODUCTION === 'true',
    portalUrl: env.PORTAL_URL,
    apiUrl: env.API_URL,
    signInUrl: env.SIGN_IN_URL,
    sandboxUrl: env.SANDBOX_URL,
    identityUrl: env.IDENTITY_URL,
    demoApplication: env.DEMO_APPLICATION,
    localKeySets: env.LOCAL_KEY_SETS === 'true',
    outbox: env.OUTBOX,
    mailsADay: env.MAILS_A_DAY,
    contact: env.CONTACT,
    clientAddress: env.CLIENT_ADDRESS,
  },
});
