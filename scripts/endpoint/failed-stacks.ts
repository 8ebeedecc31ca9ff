import {
  type CloudFormationClient,
  DeleteStackCommand,
  DescribeStackResourcesCommand,
  GetTemplateCommand,
  paginateDescribeStackEvents,
  paginateDescribeStacks,
  type Stack,
  waitUntilStackDeleteComplete,
} from '@aws-sdk/client-cloudformation';
import { type LeftOut, typesLeftOut } from './leave-out';

/** How endpoints word that they have no such type of resource, as opposed to not liking the one they were given. */
const wording =
  /unsupported resource type|resource type .*not (?:yet )?supported|no resource provider|unknown resource type/i;

/**
 * Alarms and dashboards, which nothing else rests on and nobody looks at there: one that an endpoint cannot make, such as
 * an alarm on an expression, goes the way of a type that it does not know.
 */
const watching = 'AWS::CloudWatch::';

const couldNotBeCreated = /^(CREATE_FAILED|ROLLBACK_COMPLETE|ROLLBACK_FAILED)$/;

/**
 * What earlier runs left out of what is deployed. Kept there and not here, so that an endpoint that starts afresh is
 * asked afresh; known before an update, as an update that fails may lose what was there on an emulator.
 */
export async function typesLeftOutBefore(client: CloudFormationClient): Promise<Set<string>> {
  const stacks = (await stacksOfLocal(client)).filter(({ StackStatus = '' }) => !couldNotBeCreated.test(StackStatus));
  const templates = stacks.map(({ StackName }) => client.send(new GetTemplateCommand({ StackName })));
  const texts = (await Promise.all(templates)).map(({ TemplateBody = '{"Resources":{}}' }) => TemplateBody);
  return new Set(texts.flatMap(typesLeftOut));
}

/** The types of resources that the endpoint refused in a stack of `local` because it does not know them, or only watch. */
export async function unknownTypes(client: CloudFormationClient): Promise<Set<string>> {
  const types = new Set<string>();
  for (const { StackName } of await stacksOfLocal(client)) {
    for await (const { StackEvents = [] } of paginateDescribeStackEvents({ client }, { StackName })) {
      for (const { ResourceStatus = '', ResourceType = '', ResourceStatusReason = '' } of StackEvents) {
        const unknown = wording.test(ResourceStatusReason) || ResourceType.startsWith(watching);
        if (ResourceStatus.endsWith('_FAILED') && unknown) types.add(ResourceType);
      }
    }
  }
  return types;
}

/** What the endpoint itself passed over: not every one fails a stack for a resource that it does not make. */
export async function resourcesPassedOver(client: CloudFormationClient): Promise<LeftOut[]> {
  const passedOver: LeftOut[] = [];
  for (const { StackName: stack } of await stacksOfLocal(client)) {
    const { StackResources = [] } = await client.send(new DescribeStackResourcesCommand({ StackName: stack }));
    for (const { ResourceStatus = '', LogicalResourceId: id = '', ResourceType: type = '' } of StackResources) {
      if (ResourceStatus.endsWith('_FAILED')) passedOver.push({ stack, id, type });
    }
  }
  return passedOver;
}

/**
 * Removes the stacks of `local` that could not be created. CDK's own command line does so at its next attempt, but by
 * the stack's ARN, which not every emulator finds a stack by.
 */
export async function removeUncreatedStacks(client: CloudFormationClient): Promise<void> {
  for (const { StackName, StackStatus = '' } of await stacksOfLocal(client)) {
    if (!couldNotBeCreated.test(StackStatus)) continue;
    await client.send(new DeleteStackCommand({ StackName }));
    await waitUntilStackDeleteComplete({ client, minDelay: 1, maxDelay: 2, maxWaitTime: 300 }, { StackName });
  }
}

async function stacksOfLocal(client: CloudFormationClient): Promise<(Stack & { StackName: string })[]> {
  const found: (Stack & { StackName: string })[] = [];
  for await (const { Stacks = [] } of paginateDescribeStacks({ client }, {})) {
    for (const { StackName = '', ...stack } of Stacks) {
      if (StackName.startsWith('local-')) found.push({ ...stack, StackName });
    }
  }
  return found;
}
