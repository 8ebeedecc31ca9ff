import { at, isTrue, listAt } from '../../template/at';
import type { Cloud, Resource } from '../assembly/cloud';

// API Gateway delivers access logs to streams of this prefix only:
// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-logging-to-kinesis.html
export const isAccessLogStream = ({ type, properties }: Resource): boolean =>
  type === 'AWS::KinesisFirehose::DeliveryStream' &&
  String(at(properties, 'DeliveryStreamName')).startsWith('amazon-apigateway-');

/** A stream of access records or of producers' own logs. */
export const isLogStream = (resource: Resource): boolean =>
  isAccessLogStream(resource) ||
  (resource.type === 'AWS::KinesisFirehose::DeliveryStream' &&
    String(at(resource.properties, 'DeliveryStreamName')).startsWith('dip-function-logs-'));

/** Whether every record passes a function before the stream stores it. */
export const hasRedactor = ({ properties }: Resource): boolean => {
  const processing = at(properties, 'ExtendedS3DestinationConfiguration', 'ProcessingConfiguration');
  return (
    isTrue(at(processing, 'Enabled')) &&
    listAt(processing, 'Processors').some((processor) => at(processor, 'Type') === 'Lambda')
  );
};

/** The streams of records that end in a bucket. */
export const deliveringStreams = (bucket: Resource, cloud: Cloud): readonly Resource[] =>
  cloud
    .of('AWS::KinesisFirehose::DeliveryStream')
    .filter(isLogStream)
    .filter(({ properties, stack }) => {
      const arn = at(properties, 'ExtendedS3DestinationConfiguration', 'BucketARN');
      return cloud.target(arn, stack) === bucket;
    });
