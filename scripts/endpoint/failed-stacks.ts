import {
  type CloudFormationClient,
  DeleteStackCommand,
  paginateDescribeStackEvents,
  paginateDescribeStacks,
  waitUntilStackDeleteComplete,
} from '@aws-sdk/client-cloudformation';

/** How endpoints word that they have no such type of resource, as opposed to not liking the one they were given. */
const wording =
  /unsupported resource type|resource type .*not (?:yet )?supported|no resource provider|unknown resource type/i;

export interface FailedResource {
  readonly stack: string;
  readonly type: string;
  readonly reason: string;
}

export const isOfUnknownType = ({ reason }: FailedResource): boolean => wording.test(reason);

/**
 * Removes the stacks of `local` that could not be created, and answers what failed in them. CDK's own command line
 * would do so at its next attempt, but by the stack's ARN, which not every emulator finds a stack by.
 */
export async function removeFailedStacks(client: CloudFormationClient): Promise<FailedResource[]> {
  const failed: FailedResource[] = [];
  for await (const { Stacks = [] } of paginateDescribeStacks({ client }, {})) {
    for (const { StackName = '', StackStatus = '' } of Stacks) {
      if (!StackName.startsWith('local-') || !/^(CREATE_FAILED|ROLLBACK_COMPLETE|ROLLBACK_FAILED)$/.test(StackStatus)) {
        continue;
      }
      failed.push(...(await failuresOf(client, StackName)));
      await client.send(new DeleteStackCommand({ StackName }));
      await waitUntilStackDeleteComplete({ client, minDelay: 1, maxDelay: 2, maxWaitTime: 300 }, { StackName });
    }
  }
  return failed;
}

async function failuresOf(client: CloudFormationClient, stack: string): Promise<FailedResource[]> {
  const failures: FailedResource[] = [];
  for await (const { StackEvents = [] } of paginateDescribeStackEvents({ client }, { StackName: stack })) {
    for (const { ResourceStatus, ResourceType: type = '', ResourceStatusReason: reason = '' } of StackEvents) {
      if (ResourceStatus === 'CREATE_FAILED') failures.push({ stack, type, reason });
    }
  }
  return failures;
}
