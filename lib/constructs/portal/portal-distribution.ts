import { Duration, Fn } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  PriceClass,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from '../security/acknowledge';
import type { PortalRestApi } from './portal-rest-api';

export interface PortalDistributionProps {
  readonly restApi: PortalRestApi;
  readonly staticFiles: IBucket;
  /** @default CloudFront's own host name */
  readonly host?: { readonly name: string; readonly certificate: ICertificate } | undefined;
}

/** What visitors reach: static files from the edge, every page from the portal itself and kept nowhere on the way. */
export class PortalDistribution extends Construct {
  readonly distribution: Distribution;

  constructor(scope: Construct, id: string, { restApi, staticFiles, host }: PortalDistributionProps) {
    super(scope, id);
    const pages = new HttpOrigin(Fn.select(2, Fn.split('/', restApi.origin)), {
      originPath: restApi.stagePath,
      protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
      originSslProtocols: [OriginSslPolicy.TLS_V1_2],
      customHeaders: { 'x-api-key': restApi.originKey.secretValue.unsafeUnwrap() },
    });
    const headers = this.#securityHeaders();
    this.distribution = new Distribution(this, 'Resource', {
      comment: 'Developer portal',
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_100,
      defaultBehavior: {
        origin: pages,
        allowedMethods: AllowedMethods.ALLOW_ALL,
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        cachePolicy: CachePolicy.CACHING_DISABLED,
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        responseHeadersPolicy: headers,
        // A page bears a secret beside what a visitor typed: compressed, its length would tell of it (BREACH).
        compress: false,
      },
      additionalBehaviors: {
        '/assets/*': {
          origin: S3BucketOrigin.withOriginAccessControl(staticFiles),
          viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
          cachePolicy: CachePolicy.CACHING_OPTIMIZED,
          responseHeadersPolicy: headers,
        },
      },
      ...(host && {
        domainNames: [host.name],
        certificate: host.certificate,
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      }),
    });
    this.#acknowledgeAll(host !== undefined);
  }

  /** For what the portal did not answer itself; its own headers stand. */
  #securityHeaders(): ResponseHeadersPolicy {
    return new ResponseHeadersPolicy(this, 'Headers', {
      securityHeadersBehavior: {
        strictTransportSecurity: {
          accessControlMaxAge: Duration.days(730),
          includeSubdomains: true,
          preload: true,
          override: false,
        },
        contentTypeOptions: { override: false },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override: false },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.SAME_ORIGIN, override: false },
        contentSecurityPolicy: { contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'", override: false },
      },
    });
  }

  #acknowledgeAll(hasCertificate: boolean) {
    if (hasCertificate) {
      acknowledge(this.distribution, {
        pack: 'DipChecks',
        rule: 'UkOnly',
        reason: 'CloudFront takes its certificate from us-east-1 only; a certificate holds no data',
      });
    }
    acknowledge(
      this.distribution,
      {
        rule: 'CFR1',
        reason:
          'Developers may be anywhere; pages that show an account are made for its owner alone and cached nowhere',
      },
      {
        rule: 'CFR2',
        reason:
          'The firewall stands at the REST API behind it, in eu-west-2: CloudFront’s own would stand in the United States, and static files need none',
      },
      {
        rule: 'CFR3',
        reason:
          'CloudFront’s logs hold the address of every visitor; the REST API behind it logs each call of a page without one, and calls of static files are not logged',
      },
      ...(hasCertificate
        ? []
        : [
            {
              rule: 'CFR4',
              reason: 'CloudFront’s own host name, for tests, has a certificate of CloudFront’s choosing',
            },
          ]),
    );
  }
}
