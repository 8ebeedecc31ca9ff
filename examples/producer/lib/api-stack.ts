import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ApiProxy, Platform, readApiDefinition } from 'digital-interoperability-platform';
import publication from '../publication.json';

/** The API in one environment of the platform. */
export class ApiStack extends Stack {
  readonly proxy: ApiProxy;

  constructor(scope: Construct, environment: string) {
    const folder = join(__dirname, '..');
    const specification = readApiDefinition({ file: join(folder, publication.specification), folder });
    super(scope, `${environment}-Api-${specification.definition.name}`, { env: { region: 'eu-west-2' } });
    const platform = Platform.fromParameters(this, environment);
    this.proxy = new ApiProxy(this, 'Proxy', { ...publication, specification, platform });
  }
}
