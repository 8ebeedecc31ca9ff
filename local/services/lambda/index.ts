import type { Cloud } from '../../cloud/cloud';
import { LambdaRuntime } from '../../cloud/lambda/lambda-runtime';
import type { Queues } from '../sqs/queues';
import { lambdaApi } from './lambda-api';
import type { AssetFolders } from './resources';

interface Needs {
  readonly cloud: Cloud;
  readonly sqs: { readonly queues: Queues };
  /** One file for each function's output. */
  readonly logFolder: string;
  /** Where functions find the AWS SDK that Lambda's own runtime carries. */
  readonly modulesFolder: string;
}

export function startLambda({ cloud, sqs: { queues }, logFolder, modulesFolder }: Needs) {
  const runtime = new LambdaRuntime({
    ...cloud,
    logFolder,
    modulesFolder,
    sendToDeadLetters(queueArn, message, roleArn) {
      const principal = { kind: 'role', arn: roleArn } as const;
      cloud.access.authorize({ principal, action: 'sqs:SendMessage', resource: queueArn });
      queues.find(queueArn)?.send(message);
    },
  });
  const assets: AssetFolders = new Map();
  return { runtime, assets, api: lambdaApi(runtime, cloud.warn) };
}
