import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { S3Client } from '@aws-sdk/client-s3';
import { ApiGatewayUsageKeys } from '../../adapters/aws/api-gateway-usage-keys';
import { awsClient, inBackground } from '../../adapters/aws/clients/aws-client';
import { dynamoClient } from '../../adapters/aws/clients/dynamo-client';
import { CognitoAccountDirectory } from '../../adapters/aws/cognito-account-directory';
import { DynamoAccessRequests } from '../../adapters/aws/dynamo-access-requests';
import { DynamoDeletedAccounts } from '../../adapters/aws/dynamo-deleted-accounts';
import { recordedTables } from '../../adapters/aws/recorded-tables';
import { RevisedRows } from '../../adapters/aws/revised-rows';
import { S3EvidenceStore } from '../../adapters/aws/s3-evidence-store';
import { logLine } from '../../adapters/node/log-line';
import { systemClock as clock } from '../../adapters/node/system-clock';
import { account } from '../../domain/accounts/account';
import { makeDeleteAccount } from '../../domain/accounts/delete-account';
import { makeEraseAccounts } from '../../domain/accounts/erase-accounts';
import { makeEndApplication } from '../../domain/applications/delete-application';
import { makeLeaveTeams } from '../../domain/teams/close-team';
import { accountErasureEnv } from './env';

const env = accountErasureEnv.parse(process.env);
const dynamo = dynamoClient(inBackground);
const accounts = new RevisedRows(dynamo, env.ACCOUNTS_TABLE, account);
const actor = 'platform account erasure';
const recorded = recordedTables({ dynamo, clock, actor, table: env.EVENTS_TABLE });
const applications = recorded.applications(env.APPLICATIONS_TABLE);
const usageKeys = new ApiGatewayUsageKeys(awsClient(APIGatewayClient, inBackground));
const pool = { userPoolId: env.USER_POOL_ID, clientId: env.USER_POOL_CLIENT_ID };
const directory = new CognitoAccountDirectory(awsClient(CognitoIdentityProviderClient, inBackground), pool);
const teams = recorded.teams(env.TEAMS_TABLE);
const requests = new DynamoAccessRequests(dynamo, env.ACCESS_REQUESTS_TABLE);
const endApplication = makeEndApplication({ applications, teams, requests, usageKeys, clock });
const leaveTeams = makeLeaveTeams({ accounts, teams, endApplication });

const eraseAccounts = makeEraseAccounts({
  accounts: new DynamoDeletedAccounts(dynamo, env.ACCOUNTS_TABLE),
  deleteAccount: makeDeleteAccount({ accounts, directory, leaveTeams, clock }),
  directory,
  evidence: new S3EvidenceStore(awsClient(S3Client, inBackground), env.EVIDENCE_BUCKET),
  clock,
});

/** Runs daily. Throws after the whole sweep where a part of it failed, so that the function's error alarm tells. */
export const handler = async (): Promise<void> => {
  const erasure = await eraseAccounts();
  logLine('info', { message: 'deleted accounts erased', ...erasure });
  if (erasure.failed > 0) throw new Error(`${erasure.failed} deleted accounts were not erased`);
};
