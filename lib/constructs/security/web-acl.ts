import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { requestsPerAddress } from '../../config/rate-limits';

/**
 * Rules of the common set that a health API breaks by being itself: searches of more than 2 KB, records beyond 8 KB,
 * narrative in XHTML, URLs as identifiers, and callers that are programs. They count, and block nothing; API Gateway
 * itself stops at 10 KB of request line and headers.
 */
const countedOnly = [
  'SizeRestrictions_QUERYSTRING',
  'SizeRestrictions_URIPATH',
  'SizeRestrictions_BODY',
  'CrossSiteScripting_BODY',
  'GenericRFI_BODY',
  'GenericRFI_QUERYARGUMENTS',
  'NoUserAgent_HEADER',
];

/** Rules that take a redirect URI on the user's own machine (RFC 8252 §7.3) for an attack, with the labels they leave. */
const blockedButInSignIns = {
  EC2MetaDataSSRF_BODY: 'EC2MetaDataSSRF_Body',
  EC2MetaDataSSRF_QUERYARGUMENTS: 'EC2MetaDataSSRF_QueryArguments',
} as const;

/** Of the authorisation server and the mock identity providers, which call no address that a caller names. */
const signInPaths = '^(/root)?/(oauth2|cis2|nhs-login)/(authorize|token)$';

// No sampled requests and no logging: both would store paths and headers of callers.
const visibility = (metricName: string) => ({
  cloudWatchMetricsEnabled: true,
  sampledRequestsEnabled: false,
  metricName,
});

const managed = (name: string, priority: number, counted: readonly string[] = []): CfnWebACL.RuleProperty => ({
  name,
  priority,
  overrideAction: { none: {} },
  statement: {
    managedRuleGroupStatement: {
      vendorName: 'AWS',
      name,
      // WAF takes one override at least, where it is given any.
      ...(counted.length > 0 && {
        ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
      }),
    },
  },
  visibilityConfig: visibility(name),
});

const outsideSignIns: CfnWebACL.StatementProperty = {
  andStatement: {
    statements: [
      {
        orStatement: {
          statements: Object.values(blockedButInSignIns).map((label) => ({
            labelMatchStatement: { scope: 'LABEL', key: `awswaf:managed:aws:core-rule-set:${label}` },
          })),
        },
      },
      {
        notStatement: {
          statement: {
            regexMatchStatement: {
              regexString: signInPaths,
              fieldToMatch: { uriPath: {} },
              textTransformations: [{ priority: 0, type: 'NONE' }],
            },
          },
        },
      },
    ],
  },
};

/** The firewall in front of every API of an environment. */
export class WebAcl extends Construct {
  readonly webAclArn: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const acl = new CfnWebACL(this, 'Resource', {
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: visibility('WebAcl'),
      rules: [
        {
          name: 'RequestsPerAddress',
          priority: 0,
          action: { block: {} },
          statement: { rateBasedStatement: { aggregateKeyType: 'IP', limit: requestsPerAddress } },
          visibilityConfig: visibility('RequestsPerAddress'),
        },
        managed('AWSManagedRulesCommonRuleSet', 1, [...countedOnly, ...Object.keys(blockedButInSignIns)]),
        managed('AWSManagedRulesKnownBadInputsRuleSet', 2),
        {
          name: 'MetaDataRequests',
          priority: 3,
          action: { block: {} },
          statement: outsideSignIns,
          visibilityConfig: visibility('MetaDataRequests'),
        },
      ],
    });
    this.webAclArn = acl.attrArn;
  }
}
