import { createHash } from 'node:crypto';
import type { CfnResource } from 'aws-cdk-lib';

/**
 * Names a resource in its template after what it stands for, such as a base path, and not after its place in the code:
 * then a construct that is renamed updates it. CloudFormation creates before it deletes, and two resources cannot hold
 * one base path.
 */
export function namedAfter(resource: CfnResource, kind: string, thing: string): void {
  const words = thing.split(/[^A-Za-z0-9]+/).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  const digest = createHash('sha256').update(thing).digest('hex').slice(0, 8).toUpperCase();
  resource.overrideLogicalId(`${kind}${words.join('').slice(0, 200)}${digest}`);
}
