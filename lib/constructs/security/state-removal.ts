import { RemovalPolicy } from 'aws-cdk-lib';

/**
 * What becomes of state when its stack goes. It is kept from the first deployment that succeeded: what a failed one made
 * is empty, and would only stand in the way of the next. So nothing is protected against deletion by its service either,
 * as a rollback could not remove it.
 */
export const stateRemoval = (retain: boolean): RemovalPolicy =>
  retain ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
