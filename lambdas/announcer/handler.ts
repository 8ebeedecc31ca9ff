import { SESv2Client } from '@aws-sdk/client-sesv2';
import { awsClient, inBackground } from '../../adapters/aws/clients/aws-client';
import { dynamoClient } from '../../adapters/aws/clients/dynamo-client';
import { DynamoAccessRequests } from '../../adapters/aws/dynamo-access-requests';
import { DynamoRegistryStore } from '../../adapters/aws/dynamo-registry-store';
import { RevisedRows } from '../../adapters/aws/revised-rows';
import { mailerOf } from '../../adapters/aws/ses-mailer';
import { logLine } from '../../adapters/node/log-line';
import { account } from '../../domain/accounts/account';
import { announcements } from '../../domain/announcements/announcement';
import { makeMailAnnouncements } from '../../domain/announcements/mail-announcements';
import { application } from '../../domain/applications/application';
import { team } from '../../domain/teams/team';
import { announcerEnv } from './env';

const env = announcerEnv.parse(process.env);
const dynamo = dynamoClient(inBackground);

const mailAnnouncements = makeMailAnnouncements({
  registry: new DynamoRegistryStore(dynamo, env.REGISTRY_TABLE),
  announcements: new RevisedRows(dynamo, env.ANNOUNCEMENTS_TABLE, announcements),
  requests: new DynamoAccessRequests(dynamo, env.ACCESS_REQUESTS_TABLE),
  applications: new RevisedRows(dynamo, env.APPLICATIONS_TABLE, application),
  teams: new RevisedRows(dynamo, env.TEAMS_TABLE, team),
  accounts: new RevisedRows(dynamo, env.ACCOUNTS_TABLE, account),
  mailer: mailerOf(env, () => awsClient(SESv2Client, inBackground)),
  portalUrl: env.PORTAL_URL,
});

/** Runs every quarter of an hour. Throws after every API had its turn where one of them failed. */
export const handler = async (): Promise<void> => {
  const mailed = await mailAnnouncements();
  logLine('info', { message: 'announcements mailed', ...mailed });
  if (mailed.failed.length > 0) throw new Error(`Announcements of ${mailed.failed.join(', ')} were not mailed`);
};
