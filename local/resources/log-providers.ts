import { z } from 'zod';
import type { Engines } from '../host/engines';
import { providerOf } from './provider-of';
import type { ResourceProvider } from './resource-provider';

const logGroup = z.object({ LogGroupName: z.string().optional() });
const logStream = z.object({ LogStreamName: z.string().optional() });

/** Log groups: what functions print goes to files under `logs`. */
export const logProviders = ({ account }: Engines): readonly ResourceProvider[] => [
  providerOf('AWS::Logs::LogGroup', logGroup, ({ LogGroupName }, { physicalId }) => {
    const name = LogGroupName ?? physicalId;
    return { ref: name, attributes: { Arn: `arn:aws:logs:${account.region}:${account.id}:log-group:${name}:*` } };
  }),
  providerOf('AWS::Logs::LogStream', logStream, ({ LogStreamName }, { physicalId }) => ({
    ref: LogStreamName ?? physicalId,
  })),
];
