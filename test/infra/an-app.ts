import { App, type AppProps } from 'aws-cdk-lib';
import { context } from '../../cdk.json';

/**
 * An app for a test of its templates, without the CDK's own validation of them, which takes longer than all else. What
 * is deployed is validated in the one assembly of every environment, and what a producer publishes where that is tested.
 */
export const anApp = (props: AppProps = {}): App =>
  new App({ context, builtinCloudFormationValidation: false, ...props });
