import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Environment } from '../config/environment';

/** A stack of one environment: `<env>-<name>`, in its region and account, tagged, and protected in production. */
export abstract class PlatformStack extends Stack {
  constructor(
    scope: Construct,
    name: string,
    environment: Environment,
    description: string,
    region: string = environment.region,
  ) {
    const { account, production } = environment;
    super(scope, `${environment.name}-${name}`, {
      description,
      env: { region, ...(account && { account }) },
      terminationProtection: production,
      tags: {
        service: 'digital-interoperability-platform',
        environment: environment.name,
        owner: 'platform-engineering',
        'data-classification': 'official-sensitive',
      },
    });
  }
}
