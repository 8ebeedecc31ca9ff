import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import * as z from 'zod';
import { awsClient } from '../../adapters/aws/clients/aws-client';
import { scratchFolder, startTestCloud, writeAssembly } from '../unit/local/an-assembly';

/** The embedded cloud's SES with one verified domain, behind the client that functions use, and what it was asked to send. */
export async function anSes() {
  const folder = scratchFolder();
  const cloud = await startTestCloud(folder);
  const resources = {
    Identity: { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: 'dip.example' } },
    Set: { Type: 'AWS::SES::ConfigurationSet', Properties: { Name: 'set' } },
  };
  await cloud.deploy(writeAssembly(join(folder, 'cdk.out'), [{ name: 'test-Mails', resources }]));
  const client = awsClient(
    SESv2Client,
    { tries: 1 },
    {
      region: 'eu-west-2',
      endpoint: cloud.url,
      credentials: { accessKeyId: 'local-admin', secretAccessKey: cloud.controlToken },
    },
  );
  const outbox = async (): Promise<readonly Record<string, string>[]> => {
    const headers = { authorization: `Bearer ${cloud.controlToken}` };
    return z
      .array(z.record(z.string(), z.string()))
      .parse(await (await fetch(`${cloud.url}/_dip/outbox`, { headers })).json());
  };
  const close = async () => {
    client.destroy();
    await cloud.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { client, outbox, close, cloud };
}
