import { z } from 'zod';
import { providerOf } from '../../cloud/resources/provider-of';
import type { ResourceProvider } from '../../cloud/resources/resource-provider';
import type { Engines } from '../../start/engines';

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
