import * as z from 'zod';
import type { AwsService } from '../../cloud/endpoint/aws-service';
import { jsonService, operation } from '../../cloud/endpoint/json-service';
import { ServiceFailure } from '../../cloud/faults/service-failure';
import type { Caller } from '../../cloud/iam/caller';
import type { DeliveryStream } from './delivery-stream';

/** The delivery streams of the account, by name. */
export type DeliveryStreams = Map<string, DeliveryStream>;

const record = z.object({ Data: z.string().transform((text) => Buffer.from(text, 'base64')) });
const stream = z.object({ DeliveryStreamName: z.string() });

/** Amazon Data Firehose, direct put only. */
export function firehose(streams: DeliveryStreams): AwsService {
  const authorized = (name: string, action: string, caller: Caller): DeliveryStream => {
    const found = streams.get(name);
    if (!found) throw new ServiceFailure('ResourceNotFoundException', `Firehose ${name} not found.`);
    caller.authorize(`firehose:${action}`, found.settings.arn);
    return found;
  };
  return jsonService({
    PutRecord: operation(stream.extend({ Record: record }), ({ DeliveryStreamName, Record }, caller) => ({
      RecordId: authorized(DeliveryStreamName, 'PutRecord', caller).put(Record.Data),
      Encrypted: true,
    })),
    PutRecordBatch: operation(
      stream.extend({ Records: z.array(record).max(500) }),
      ({ DeliveryStreamName, Records }, caller) => {
        const target = authorized(DeliveryStreamName, 'PutRecordBatch', caller);
        const RequestResponses = Records.map(({ Data }) => ({ RecordId: target.put(Data) }));
        return { FailedPutCount: 0, RequestResponses };
      },
    ),
  });
}
