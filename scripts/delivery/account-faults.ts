import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetAccountCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { DefaultStackSynthesizer } from 'aws-cdk-lib';
import { type Environment, unreserved } from '../../lib/config/environment';

/** The Region in which CloudFront looks for certificates. */
const certificates = 'us-east-1';
/** What `cdk bootstrap` leaves behind, and since which version the deployment's roles are as this CDK expects them. */
const bootstrap = { parameter: `/cdk-bootstrap/${DefaultStackSynthesizer.DEFAULT_QUALIFIER}/version`, least: 6 };

/**
 * What of the account would stop a deployment of the environment, or leave less than it states: asked of AWS with the
 * credentials at hand, which needs `lambda:GetAccountSettings`, `ses:GetAccount` and `ssm:GetParameter`. Changes nothing.
 */
export async function accountFaults(environment: Environment): Promise<string[]> {
  const faults = [await accountFault(environment), await concurrencyFault(environment), await mailFault(environment)];
  const regions = environment.domain ? [environment.region, certificates] : [environment.region];
  faults.push(...(await Promise.all(regions.map(bootstrapFault))));
  return faults.filter((fault) => fault !== undefined);
}

async function accountFault({ account, region }: Environment): Promise<string | undefined> {
  const { Account } = await new STSClient({ region }).send(new GetCallerIdentityCommand({}));
  if (account === undefined || account === Account) return undefined;
  return `account is ${account}, and these credentials belong to ${Account}: sign in to the account that it states`;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html */
async function concurrencyFault({ concurrency: stated, region }: Environment): Promise<string | undefined> {
  if (!stated) return undefined;
  const { AccountLimit } = await new LambdaClient({ region }).send(new GetAccountSettingsCommand({}));
  const granted = AccountLimit?.ConcurrentExecutions ?? 0;
  if (granted >= stated.account) return undefined;
  const least = stated.authorizer + stated.token + stated.redactor + stated.relay + unreserved;
  return (
    `concurrency.account is ${stated.account}, and Lambda gives this account ${granted}: ask for the quota "Concurrent executions" to be ` +
    `raised, or state ${granted} and hold less (all that is held and ${unreserved} come to ${least} now), or leave concurrency out`
  );
}

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetAccount.html; a quota of -1 is none. */
async function mailFault({ domain, mailsADay, region }: Environment): Promise<string | undefined> {
  if (!domain) return undefined;
  const account = await new SESv2Client({ region }).send(new GetAccountCommand({}));
  if (!account.ProductionAccessEnabled) {
    return 'Amazon SES is in its sandbox, and mails reach verified addresses alone: ask AWS for production access to it';
  }
  if (!account.SendingEnabled)
    return 'Amazon SES sends no mail of this account: answer the case that AWS opened for it';
  const { Max24HourSend: most = 0 } = account.SendQuota ?? {};
  if (mailsADay === undefined || most === -1 || mailsADay <= most) return undefined;
  return `mailsADay is ${mailsADay}, and Amazon SES sends ${most} a day: ask for the quota to be raised, or state no more`;
}

async function bootstrapFault(region: string): Promise<string | undefined> {
  const command = `npx cdk bootstrap in ${region}`;
  try {
    const { Parameter } = await new SSMClient({ region }).send(new GetParameterCommand({ Name: bootstrap.parameter }));
    const version = Number(Parameter?.Value);
    return version >= bootstrap.least
      ? undefined
      : `${region} is prepared for an older CDK (version ${version}): run ${command}`;
  } catch (error) {
    if (error instanceof ParameterNotFound) return `${region} is not prepared for the CDK: run ${command}`;
    throw error;
  }
}
