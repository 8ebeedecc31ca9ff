import { z } from 'zod';
import type { ResourceProvider } from '../../../cloud/resources/resource-provider';
import { coreRuleNames } from '../steps/web-acl';
import { type ProviderNeeds, providerOf } from './provider-needs';

const group = z.object({
  Name: z.string(),
  RuleActionOverrides: z
    .array(z.object({ Name: z.string(), ActionToUse: z.record(z.string(), z.unknown()) }))
    .default([]),
});
const webAcl = z.object({
  Name: z.string().optional(),
  Rules: z.array(z.object({ Statement: z.object({ ManagedRuleGroupStatement: group.optional() }) })).default([]),
});
const association = z.object({ ResourceArn: z.string(), WebACLArn: z.string() });

const commonRuleSet = 'AWSManagedRulesCommonRuleSet';

export const webAclProviders = ({ model, region, accountId }: ProviderNeeds): ResourceProvider[] => [
  providerOf('AWS::WAFv2::WebACL', webAcl, ({ Name, Rules }, { physicalId }) => {
    const name = Name ?? physicalId.replaceAll('/', '-');
    const arn = `arn:aws:wafv2:${region}:${accountId}:regional/webacl/${name}/${name}`;
    const common = Rules.flatMap(({ Statement: { ManagedRuleGroupStatement: one } }) => (one ? [one] : [])).filter(
      (one) => one.Name === commonRuleSet,
    );
    const overridden = common.flatMap(({ RuleActionOverrides }) =>
      RuleActionOverrides.filter(({ ActionToUse }) => !('Block' in ActionToUse)).map((one) => one.Name),
    );
    const blocks = common.length === 0 ? [] : coreRuleNames.filter((rule) => !overridden.includes(rule));
    model.webAcls.set(arn, { blocks });
    return { ref: `${name}|${name}|REGIONAL`, attributes: { Arn: arn, Id: name } };
  }),
  providerOf('AWS::WAFv2::WebACLAssociation', association, ({ ResourceArn, WebACLArn }, { physicalId }) => {
    // arn:aws:apigateway:<region>::/restapis/<id>/stages/<name>
    const [, apiId = '', stage = ''] = /\/restapis\/([^/]+)\/stages\/([^/]+)$/.exec(ResourceArn) ?? [];
    model.firewalls.set(`${apiId}/${stage}`, WebACLArn);
    return { ref: physicalId };
  }),
];
