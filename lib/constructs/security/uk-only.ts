import { Annotations, CfnResource, type IAspect, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { edgeRegion, edgeTypes } from '../../config/edge';

/** Fails the synthesis of any stack that would put data outside the United Kingdom. */
export class UkOnly implements IAspect {
  visit(node: IConstruct): void {
    if (!Stack.isStack(node) || node.region === 'eu-west-2' || isForCloudFront(node)) return;
    Annotations.of(node).addError(`${node.stackName} is in ${node.region}: data stays in eu-west-2`);
  }
}

const isForCloudFront = (stack: Stack): boolean =>
  stack.region === edgeRegion &&
  stack.node
    .findAll()
    .filter(CfnResource.isCfnResource)
    .every(({ cfnResourceType }) => edgeTypes.includes(cfnResourceType));
