import { Duration, Stack } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { RegistrarEnv } from '../../../lambdas/registrar/env';
import { publicUrls } from '../../config/public-urls';
import { PlatformFunction } from '../functions/platform-function';
import { allowUsageKeys } from '../gateway/allow-usage-keys';
import type { GatewaySurroundings } from '../gateway/gateway-surroundings';
import { acknowledgeWildcard } from '../security/acknowledge';
import type { Stores } from '../storage/stores';

export interface RegistrarProps {
  readonly surroundings: GatewaySurroundings;
  readonly stores: Stores;
  /** Base URL of the APIs. */
  readonly apiUrl: string;
}

/** The provider of `Custom::ApiRegistration`. */
export class Registrar extends PlatformFunction<RegistrarEnv> {
  constructor(scope: Construct, id: string, { surroundings, stores, apiUrl }: RegistrarProps) {
    const { environment, logKey } = surroundings;
    super(scope, id, {
      lambda: 'registrar',
      description: 'Registers APIs: governance, registry entry and published document',
      environment: {
        ENVIRONMENT: environment.name,
        PRODUCTION: environment.production ? 'true' : 'false',
        ALLOW_HTTP_TARGETS: environment.allowHttpTargets ? 'true' : 'false',
        FIRST_PARTY: environment.firstParty === 'all' ? '*' : environment.firstParty.join(','),
        APPLICATIONS_TABLE: stores.applications.tableName,
        EVENTS_TABLE: stores.events.tableName,
        REGISTRY_TABLE: stores.registry.tableName,
        GO_LIVES_TABLE: stores.goLives.tableName,
        CATALOGUE_BUCKET: stores.catalogue.bucketName,
        API_URL: apiUrl,
        SANDBOX_URL: publicUrls(environment)?.sandbox ?? '',
      },
      logKey,
      memorySize: 512,
      // A usage plan that is new takes in every subscriber, ten a second.
      timeout: Duration.minutes(10),
    });
    stores.applications.allow(this, 'GetItem', 'PutItem', 'Scan');
    stores.events.allow(this, 'PutItem', 'Query');
    stores.registry.allow(this, 'GetItem', 'PutItem', 'DeleteItem', 'Scan');
    stores.goLives.allow(this, 'GetItem');
    stores.catalogue.allowObjects(this, ['PutObject', 'DeleteObject']);
    this.#allowReadAssets();
    allowUsageKeys(this, this.ownRole, ['POST /apikeys', 'DELETE /apikeys/*', 'POST /usageplans/*/keys']);
  }

  // Definitions arrive as assets, in the bucket that `cdk bootstrap` made.
  #allowReadAssets() {
    const { account, region, partition, synthesizer } = Stack.of(this);
    const bucket = `cdk-${synthesizer.bootstrapQualifier}-assets-${account}-${region}`;
    const assets = `arn:${partition}:s3:::${bucket}/*`;
    const actions = ['s3:GetObject'];
    Grant.addToPrincipal({ grantee: this, actions, resourceArns: [assets] });
    acknowledgeWildcard(this.ownRole, { resource: assets, actions, reason: 'Assets are named by their hash' });
  }
}
