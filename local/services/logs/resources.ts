import * as z from 'zod';
import type { Cloud } from '../../cloud/cloud';
import { type ResourceType, resourceType } from '../../cloud/resources/resource-type';

interface Needs {
  readonly cloud: Pick<Cloud, 'account'>;
}

/** What functions print goes to files under `logs`. */
export const logGroup = ({ cloud: { account } }: Needs): ResourceType =>
  resourceType(z.object({ LogGroupName: z.string().optional() }), {
    replacedBy: ['LogGroupName'],
    provision({ LogGroupName }, { physicalId }) {
      const name = LogGroupName ?? physicalId;
      return { ref: name, attributes: { Arn: `arn:aws:logs:${account.region}:${account.id}:log-group:${name}:*` } };
    },
  });

export const logStream = (): ResourceType =>
  resourceType(z.object({ LogStreamName: z.string().optional() }), {
    replacedBy: ['LogGroupName', 'LogStreamName'],
    provision: ({ LogStreamName }, { physicalId }) => ({ ref: LogStreamName ?? physicalId }),
  });
