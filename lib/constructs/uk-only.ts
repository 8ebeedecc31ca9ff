import { Annotations, type IAspect, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Fails the synthesis of any stack that would put data outside the United Kingdom. */
export class UkOnly implements IAspect {
  visit(node: IConstruct): void {
    if (!Stack.isStack(node) || node.region === 'eu-west-2') return;
    Annotations.of(node).addError(`${node.stackName} is in ${node.region}: data stays in eu-west-2`);
  }
}
