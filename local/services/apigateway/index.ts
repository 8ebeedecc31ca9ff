import type { Cloud } from '../../cloud/cloud';
import type { LambdaRuntime } from '../../cloud/lambda/lambda-runtime';
import type { DeliveryStreams } from '../firehose/firehose';
import { apiGatewayApi } from './control-plane/api';
import { createGateway } from './create-gateway';

interface Needs {
  readonly cloud: Pick<Cloud, 'account' | 'clock' | 'state' | 'warn'>;
  readonly firehose: { readonly streams: DeliveryStreams };
  readonly lambda: { readonly runtime: LambdaRuntime };
}

export function startApiGateway({ cloud, firehose: { streams }, lambda: { runtime } }: Needs) {
  const gateway = createGateway({
    ...cloud,
    now: cloud.clock.now,
    invoke: (call) => runtime.invoke({ ...call, principal: { kind: 'service', name: 'apigateway.amazonaws.com' } }),
    // API Gateway's service-linked role may put to every stream named `amazon-apigateway-…`.
    async putAccessLog(streamArn, line) {
      const name = streamArn.split('/').at(-1) ?? '';
      const stream = name.startsWith('amazon-apigateway-') ? streams.get(name) : undefined;
      if (!stream) throw new Error(`API Gateway may not log to the stream ${name}`);
      stream.put(Buffer.from(`${line}\n`));
    },
  });
  return { ...gateway, api: apiGatewayApi(gateway) };
}
