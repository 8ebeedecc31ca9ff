import { CfnResource } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Failure } from '../../domain/failure';
import { ApiProxy, type Platform, type Publication } from '../constructs/api-proxy';
import { PlatformStack } from './platform-stack';

export interface ApiStackProps extends Publication {
  /** `ApiDefinition.name`. */
  readonly api: string;
  readonly platform: Platform;
}

// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
const mostResources = 500;

/** One API of one environment. */
export class ApiStack extends PlatformStack {
  readonly proxy: ApiProxy;

  /** @throws Failure where `ApiProxy` does, and where the API needs more resources than a stack holds. */
  constructor(scope: Construct, { api, ...props }: ApiStackProps) {
    super(scope, `Api-${api}`, props.platform.environment, `The API ${api}`);
    this.proxy = new ApiProxy(this, 'Proxy', props);
    const resources = this.node.findAll().filter(CfnResource.isCfnResource).length;
    if (resources > mostResources) {
      const fix = 'publish it without a sandbox (sandbox: false), or split the file';
      throw new Failure(
        'governance',
        `${api}: needs ${resources} resources, and a stack holds ${mostResources}: ${fix}`,
      );
    }
  }
}
