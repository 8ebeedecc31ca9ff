import { App } from 'aws-cdk-lib';
import { Failure } from 'digital-interoperability-platform';
import { ApiStack } from '../lib/api-stack';

try {
  const app = new App();
  new ApiStack(app, app.node.getContext('environment'));
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
