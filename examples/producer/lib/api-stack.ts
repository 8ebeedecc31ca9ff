import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ApiProxy, Platform, readPublication } from 'digital-interoperability-platform';

/** The API in one environment of the platform. */
export class ApiStack extends Stack {
  readonly proxy: ApiProxy;

  constructor(scope: Construct, environment: string) {
    const publication = readPublication(join(__dirname, '..', 'publication.json'));
    const { name } = publication.specification.definition;
    super(scope, `${environment}-Api-${name}`, { env: { region: 'eu-west-2' } });
    const platform = Platform.fromParameters(this, environment);
    this.proxy = new ApiProxy(this, 'Proxy', { ...publication, platform });
  }
}
