import { CfnOutput } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { AaaaRecord, ARecord, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import type { Construct } from 'constructs';
import type { Environment } from '../config/environment';
import { portalDomainName, publicUrls } from '../config/public-urls';
import { hostedZone } from '../constructs/gateway/hosted-zone';
import { AccountErasure } from '../constructs/portal/account-erasure';
import { AccountPool } from '../constructs/portal/account-pool';
import { Announcer } from '../constructs/portal/announcer';
import { EvidenceWatch } from '../constructs/portal/evidence-watch';
import { PortalDistribution } from '../constructs/portal/portal-distribution';
import { PortalFunction } from '../constructs/portal/portal-function';
import { PortalMails } from '../constructs/portal/portal-mails';
import { PortalRestApi } from '../constructs/portal/portal-rest-api';
import { StaticFiles } from '../constructs/portal/static-files';
import type { FoundationStack } from './foundation-stack';
import type { IdentityStack } from './identity-stack';
import { PlatformStack } from './platform-stack';
import { PortalCertificateStack } from './portal-certificate-stack';

export interface PortalStackProps {
  readonly foundation: FoundationStack;
  readonly identity: IdentityStack;
}

/** The developer portal: accounts, pages and what stands in front of them. */
export class PortalStack extends PlatformStack {
  /** Erases deleted accounts when they are due. */
  readonly accountErasure: IFunction;
  /** Mails what publishers announce. */
  readonly announcer: IFunction;
  /** Tells which answers of products run out, and suspends what is not renewed. */
  readonly evidenceWatch: IFunction;

  constructor(scope: Construct, environment: Environment, { foundation, identity }: PortalStackProps) {
    super(scope, 'Portal', environment, 'Developer portal');
    const { keys, stores } = foundation;
    const { surroundings, authorizationServer } = identity;
    const staticFiles = new StaticFiles(this, 'StaticFiles', {
      logKey: keys.logs,
      accessLogs: stores.serverAccessLogs,
    });
    const restApi = new PortalRestApi(this, 'RestApi', { surroundings, stateKey: keys.state });
    const { distribution } = new PortalDistribution(this, 'Distribution', {
      restApi,
      staticFiles: staticFiles.bucket,
      host: this.#host(scope, environment),
    });
    const portalUrl = publicUrls(environment)?.portal ?? `https://${distribution.domainName}`;
    const pool = new AccountPool(this, 'Accounts', { retain: environment.retainState, portalUrl, logKey: keys.logs });
    const { domain, mail } = environment;
    const mails = domain && new PortalMails(this, 'Mails', { environment: environment.name, domain, from: mail?.from });
    const portal = new PortalFunction(this, 'Portal', {
      surroundings,
      stores,
      pool,
      mails,
      portalUrl,
      apiUrl: authorizationServer.audience,
      signInUrl: authorizationServer.browserOrigin.url,
    });
    const logKey = keys.logs;
    this.announcer = new Announcer(this, 'Announcer', { stores, mails, portalUrl, logKey });
    this.accountErasure = new AccountErasure(this, 'AccountErasure', { stores, pool, logKey });
    this.evidenceWatch = new EvidenceWatch(this, 'EvidenceWatch', { stores, mails, portalUrl, logKey });
    // Its pages name the files by their hashes.
    portal.node.addDependency(staticFiles);
    restApi.serve(portal);
    this.#alias(environment, RecordTarget.fromAlias(new CloudFrontTarget(distribution)));
    new CfnOutput(this, 'PortalUrl', { value: portalUrl });
  }

  #host(scope: Construct, environment: Environment) {
    const name = portalDomainName(environment);
    if (!name) return undefined;
    return { name, certificate: new PortalCertificateStack(scope, environment, name).certificate };
  }

  #alias(environment: Environment, target: RecordTarget) {
    const recordName = portalDomainName(environment);
    const zone = recordName && hostedZone(this, environment);
    if (!zone) return;
    new ARecord(this, 'Alias', { zone, recordName, target });
    new AaaaRecord(this, 'AliasV6', { zone, recordName, target });
  }
}
