import { Annotations, CfnResource, type IAspect, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** What CloudFront takes from us-east-1 alone, and what holds no data. */
const takenFromUsEast1 = ['AWS::CertificateManager::Certificate', 'AWS::CDK::Metadata'];

/** Fails the synthesis of any stack that would put data outside the United Kingdom. */
export class UkOnly implements IAspect {
  visit(node: IConstruct): void {
    if (!Stack.isStack(node) || node.region === 'eu-west-2' || isForCloudFront(node)) return;
    Annotations.of(node).addError(`${node.stackName} is in ${node.region}: data stays in eu-west-2`);
  }
}

const isForCloudFront = (stack: Stack): boolean =>
  stack.region === 'us-east-1' &&
  stack.node
    .findAll()
    .filter(CfnResource.isCfnResource)
    .every(({ cfnResourceType }) => takenFromUsEast1.includes(cfnResourceType));
