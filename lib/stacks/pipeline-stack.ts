import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Delivery } from '../config/delivery';
import type { Environment } from '../config/environment';
import { DeliveryPipeline } from '../constructs/delivery/delivery-pipeline';

export interface PipelineStackProps {
  readonly delivery: Delivery;
  /** In path-to-live order; `local`, which has ports instead of an account, is passed by. */
  readonly environments: readonly Environment[];
}

/** The path to live: one for all environments. */
export class PipelineStack extends Stack {
  constructor(scope: Construct, id: string, { delivery, environments }: PipelineStackProps) {
    const { region, account } = delivery;
    super(scope, id, {
      description: 'Carries one build along the environments',
      env: { region, ...(account && { account }) },
      terminationProtection: true,
      tags: {
        service: 'digital-interoperability-platform',
        environment: 'all',
        owner: 'platform-engineering',
        'data-classification': 'official',
      },
    });
    const deployed = environments.filter(({ urls }) => urls === undefined);
    new DeliveryPipeline(this, 'Delivery', { delivery, environments: deployed });
  }
}
