import { accountMailsEnv } from './env';
import { makeWordMail } from './word-mail';

const wordMail = makeWordMail({ portalUrl: accountMailsEnv.parse(process.env).PORTAL_URL });

export const handler = async (event: unknown) => wordMail(event);
