import * as z from 'zod';
import { type ResourceType, resourceType } from '../../../cloud/resources/resource-type';
import { coreRules } from '../model/gateway-model';
import type { Needs } from './gateway-resource';

const group = z.object({
  Name: z.string(),
  RuleActionOverrides: z
    .array(z.object({ Name: z.string(), ActionToUse: z.record(z.string(), z.unknown()) }))
    .default([]),
});
const aclProperties = z.object({
  Name: z.string().optional(),
  Rules: z.array(z.object({ Statement: z.object({ ManagedRuleGroupStatement: group.optional() }) })).default([]),
});
const commonRuleSet = 'AWSManagedRulesCommonRuleSet';

export const webAcl = ({ cloud: { account }, apigateway: { model } }: Needs): ResourceType =>
  resourceType(aclProperties, {
    provision({ Name, Rules }, { physicalId }) {
      const name = Name ?? physicalId.replaceAll('/', '-');
      const arn = `arn:aws:wafv2:${account.region}:${account.id}:regional/webacl/${name}/${name}`;
      const common = Rules.flatMap(({ Statement: { ManagedRuleGroupStatement: one } }) => (one ? [one] : [])).filter(
        (one) => one.Name === commonRuleSet,
      );
      const overridden = common.flatMap(({ RuleActionOverrides }) =>
        RuleActionOverrides.filter(({ ActionToUse }) => !('Block' in ActionToUse)).map((one) => one.Name),
      );
      const blocks = common.length === 0 ? [] : coreRules.filter((rule) => !overridden.includes(rule));
      model.webAcls.set(arn, { blocks });
      return { ref: `${name}|${name}|REGIONAL`, attributes: { Arn: arn, Id: name } };
    },
  });

const associationProperties = z.object({ ResourceArn: z.string(), WebACLArn: z.string() });

export const webAclAssociation = ({ apigateway: { model } }: Needs): ResourceType =>
  resourceType(associationProperties, {
    provision({ ResourceArn, WebACLArn }, { physicalId }) {
      // arn:aws:apigateway:<region>::/restapis/<id>/stages/<name>
      const [, apiId = '', stage = ''] = /\/restapis\/([^/]+)\/stages\/([^/]+)$/.exec(ResourceArn) ?? [];
      model.firewalls.set(`${apiId}/${stage}`, WebACLArn);
      return { ref: physicalId };
    },
  });
