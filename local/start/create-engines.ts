import { join } from 'node:path';
import { createMovingClock } from '../cloud/clock/moving-clock';
import { Faults } from '../cloud/faults/faults';
import { AccessControl } from '../cloud/iam/access-control';
import { accessKey } from '../cloud/iam/access-keys';
import { LambdaRuntime } from '../cloud/lambda/lambda-runtime';
import { openStateFolder } from '../cloud/state/state-folder';
import { ContentDelivery } from '../services/cloudfront/content-delivery';
import { deliverTrail } from '../services/cloudtrail/deliver-trail';
import { Trails } from '../services/cloudtrail/trails';
import { UserPools } from '../services/cognito/user-pools';
import { startDynamoEngine } from '../services/dynamodb/dynamo-engine';
import { EventBus } from '../services/events/event-bus';
import { makeDeliverEvent } from '../services/events/event-target';
import { Schedules } from '../services/events/schedules';
import { encryptionAtRest } from '../services/kms/at-rest';
import { KeyStore } from '../services/kms/key-store';
import { Buckets } from '../services/s3/buckets';
import { SecretStore } from '../services/secretsmanager/secret-store';
import { Outbox } from '../services/ses/outbox';
import { Queues } from '../services/sqs/queues';
import { ParameterStore } from '../services/ssm/parameter-store';
import type { Account, Engines } from './engines';

export interface EnginesRequest {
  readonly account: Account;
  /** Root of what is kept, such as `.local`. */
  readonly folder: string;
  readonly endpointUrl: string;
  /** The secret of this start. */
  readonly controlToken: string;
  /** The project's `node_modules`, which stand for the SDK inside Lambda's runtime. */
  readonly modulesFolder: string;
  warn(message: string): void;
}

export async function createEngines(request: EnginesRequest): Promise<Engines> {
  const { account, folder, endpointUrl, controlToken, modulesFolder, warn } = request;
  const state = openStateFolder(join(folder, 'state'));
  const clock = createMovingClock();
  const now = () => clock.now();
  const identity = { accountId: account.id, region: account.region };
  const access = new AccessControl({ ...identity, warn });
  const keyOfThisStart = (accessKeyId?: string) => accessKey(controlToken, accessKeyId);
  const faults = new Faults();
  const queues = new Queues(now);
  const outbox = new Outbox();
  const runtime = new LambdaRuntime({
    access,
    faults,
    region: account.region,
    endpointUrl,
    accessKey: keyOfThisStart,
    clockOffset: clock.offset,
    logFolder: join(folder, 'logs'),
    modulesFolder,
    warn,
    sendToDeadLetters(queueArn, message, roleArn) {
      access.authorize({ principal: { kind: 'role', arn: roleArn }, action: 'sqs:SendMessage', resource: queueArn });
      queues.find(queueArn)?.send(message);
    },
  });
  const keys = new KeyStore({ ...identity, state, now });
  const deliver = makeDeliverEvent({ access, faults, keys, queues, runtime, region: account.region });
  const events = new EventBus({ ...identity, warn, now, deliver });
  const buckets = new Buckets(join(state.path, 's3'), encryptionAtRest(keys));
  return {
    account,
    state,
    clock,
    access,
    accessKey: keyOfThisStart,
    faults,
    queues,
    runtime,
    events,
    schedules: new Schedules({ ...identity, warn, deliver }),
    endpointUrl,
    warn,
    keys,
    outbox,
    userPools: new UserPools({ state, outbox, runtime, region: account.region, now }),
    contentDelivery: new ContentDelivery(),
    secrets: new SecretStore({ ...identity, state, now }),
    buckets,
    trails: new Trails({ ...identity, now, warn, putObject: deliverTrail({ access, buckets, keys, now }) }),
    parameters: new ParameterStore(),
    tables: new Map(),
    streams: new Map(),
    dynamo: await startDynamoEngine(join(state.path, 'dynamodb')),
  };
}
