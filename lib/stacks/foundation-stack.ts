import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Environment } from '../config/environment';
import { Parameters } from '../constructs/api-proxy/parameters';
import { FrontDoor } from '../constructs/gateway/front-door';
import { GatewayAccount } from '../constructs/gateway/gateway-account';
import { humanReader } from '../constructs/security/human-reader';
import { PlatformKeys } from '../constructs/security/platform-keys';
import { WebAcl } from '../constructs/security/web-acl';
import { PlatformSecret } from '../constructs/storage/platform-secret';
import { Stores } from '../constructs/storage/stores';
import { PlatformStack } from './platform-stack';

/** What outlives releases, and what every API stands behind: keys, stores, host names, firewall. */
export class FoundationStack extends PlatformStack {
  readonly keys: PlatformKeys;
  readonly stores: Stores;
  readonly monitoringKey: PlatformSecret;
  readonly webAcl: WebAcl;

  constructor(scope: Construct, environment: Environment) {
    super(scope, 'Foundation', environment, 'Keys, tables, buckets, host names and firewall');
    const retain = environment.retainState;
    this.keys = new PlatformKeys(this, 'Keys', { retain });
    this.stores = new Stores(this, 'Stores', { keys: this.keys, retain, people: humanReader(environment) });
    this.monitoringKey = new PlatformSecret(this, 'MonitoringKey', {
      description: 'API key that opens _status of every API, for the platform’s own prober',
      key: this.keys.state,
      retain,
      noRotation: 'The prober and the authoriser must change together: replaced by a runbook, not by a timer',
    });
    this.webAcl = new WebAcl(this, 'WebAcl');
    new GatewayAccount(this, 'GatewayAccount');
    new FrontDoor(this, 'FrontDoor', environment);
    this.#publishBuckets(environment.name);
  }

  #publishBuckets(environment: string) {
    const { operationalLogs, analytics, catalogue, evidence } = this.stores;
    const values = {
      OperationalLogBucket: operationalLogs.bucketName,
      OperationalLogReaderArn: operationalLogs.reader.roleArn,
      AnalyticsBucket: analytics.bucketName,
      CatalogueBucket: catalogue.bucketName,
      EvidenceBucket: evidence.bucketName,
    };
    for (const [key, value] of Object.entries(values)) new CfnOutput(this, key, { value });
    new Parameters(this, 'Parameters', { environment, values });
  }
}
