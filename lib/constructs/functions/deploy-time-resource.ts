import { CustomResource, type CustomResourceProps, Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * What a function of the platform does at deploy time. A function that never answers, as one that cannot start, fails
 * the deployment after ten minutes: Lambda has tried it three times by then. CloudFormation would wait for an hour.
 */
export class DeployTimeResource extends CustomResource {
  constructor(scope: Construct, id: string, props: Omit<CustomResourceProps, 'serviceTimeout'>) {
    super(scope, id, { ...props, serviceTimeout: Duration.minutes(10) });
  }
}
