import { type CloudFormationClient, DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';

/** Finds what was deployed. */
export interface Deployed {
  /** Physical name of the one resource of a type in a stack whose logical id starts so. */
  find(stack: string, type: string, start: string): Promise<string>;
  /**
   * Base URL of a REST API. Host names are not mapped on every emulator; this path is LocalStack's, and others answer
   * there too.
   */
  urlOf(restApi: string, stage: string): string;
}

export const deployedAt = (endpoint: URL, client: CloudFormationClient): Deployed => ({
  async find(stack, type, start) {
    const { StackResources = [] } = await client.send(new DescribeStackResourcesCommand({ StackName: stack }));
    const found = StackResources.find((one) => one.ResourceType === type && one.LogicalResourceId?.startsWith(start));
    if (!found?.PhysicalResourceId) throw new Error(`${stack} has no ${type} ${start}`);
    return found.PhysicalResourceId;
  },
  urlOf: (restApi, stage) => `${endpoint.origin}/restapis/${restApi}/${stage}/_user_request_`,
});
