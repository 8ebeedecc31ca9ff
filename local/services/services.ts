import { join } from 'node:path';
import type { Cloud } from '../cloud/cloud';
import type { AwsService } from '../cloud/endpoint/aws-service';
import { startApiGateway } from './apigateway';
import { startCloudFront } from './cloudfront';
import { startCloudTrail } from './cloudtrail';
import { startCognito } from './cognito';
import { startDynamoDb } from './dynamodb';
import { startEvents } from './events';
import { startFirehose } from './firehose';
import { startKms } from './kms';
import { startLambda } from './lambda';
import { startS3 } from './s3';
import { startSecretsManager } from './secretsmanager';
import { startSes } from './ses';
import { startSqs } from './sqs';
import { startSsm } from './ssm';
import { startSts } from './sts';

interface ServicesRequest {
  readonly cloud: Cloud;
  /** Root of what is kept, such as `.local`. */
  readonly folder: string;
  /** The project's `node_modules`, which stand for the SDK inside Lambda's runtime. */
  readonly modulesFolder: string;
}

/** Every service of the embedded cloud, each after those that it asks something of. */
export async function startServices({ cloud, folder, modulesFolder }: ServicesRequest) {
  const kms = startKms({ cloud });
  const s3 = startS3({ cloud, kms });
  const sqs = startSqs({ cloud, kms });
  const lambda = startLambda({ cloud, sqs, logFolder: join(folder, 'logs'), modulesFolder });
  const firehose = startFirehose();
  const ses = startSes({ cloud });
  return {
    apigateway: startApiGateway({ cloud, firehose, lambda }),
    cloudfront: startCloudFront({ cloud, kms, s3 }),
    cloudtrail: startCloudTrail({ cloud, kms, s3 }),
    cognito: startCognito({ cloud, lambda, ses }),
    dynamodb: await startDynamoDb({ cloud, kms }),
    events: startEvents({ cloud, kms, lambda, sqs }),
    firehose,
    kms,
    lambda,
    s3,
    secretsmanager: startSecretsManager({ cloud, kms }),
    ses,
    sqs,
    ssm: startSsm({ cloud }),
    sts: startSts({ cloud }),
  };
}

export type Services = Awaited<ReturnType<typeof startServices>>;

/** What answers at the AWS endpoint, by the name that requests are signed for. */
export const apisOf = (services: Services): ReadonlyMap<string, AwsService> =>
  new Map(
    Object.entries(services).flatMap(([name, service]) =>
      'api' in service ? [[service.api.signedAs ?? name, service.api] as const] : [],
    ),
  );
