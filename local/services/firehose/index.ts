import { type DeliveryStreams, firehose } from './firehose';

export function startFirehose() {
  const streams: DeliveryStreams = new Map();
  return { streams, api: firehose(streams) };
}
