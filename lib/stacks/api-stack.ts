import type { Construct } from 'constructs';
import { ApiProxy, type Platform, type Publication } from '../constructs/api-proxy';
import { PlatformStack } from './platform-stack';

export interface ApiStackProps extends Publication {
  /** `ApiDefinition.name`. */
  readonly api: string;
  readonly platform: Platform;
}

/** One API of one environment. */
export class ApiStack extends PlatformStack {
  readonly proxy: ApiProxy;

  /** @throws Failure where `ApiProxy` does. */
  constructor(scope: Construct, { api, ...props }: ApiStackProps) {
    super(scope, `Api-${api}`, props.platform.environment, `The API ${api}`);
    this.proxy = new ApiProxy(this, 'Proxy', props);
  }
}
