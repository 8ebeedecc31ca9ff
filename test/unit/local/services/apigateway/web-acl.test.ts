import { TestGateway } from './a-gateway';

// https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
let gateway: TestGateway;
beforeEach(() => {
  gateway = new TestGateway();
});
afterEach(() => gateway.stop());

async function behind(overrides: Record<string, unknown>) {
  const api = gateway.api().mapped().method('ANY /a');
  api.add('GatewayResponse', { ResponseType: 'WAF_FILTERED', StatusCode: '403', ResponseParameters: {} });
  const acl = gateway.provision('AWS::WAFv2::WebACL', {
    Rules: [
      { Statement: { RateBasedStatement: { AggregateKeyType: 'IP', Limit: 100 } } },
      {
        Statement: {
          ManagedRuleGroupStatement: { VendorName: 'AWS', Name: 'AWSManagedRulesCommonRuleSet', ...overrides },
        },
      },
    ],
  });
  gateway.provision('AWS::WAFv2::WebACLAssociation', {
    ResourceArn: `arn:aws:apigateway:eu-west-2::/restapis/${api.id}/stages/live`,
    WebACLArn: acl.attributes?.Arn,
  });
  await gateway.start();
  return async (path: string, init: RequestInit = {}) => (await fetch(`${gateway.url}/base/a${path}`, init)).status;
}

const count = (...rules: string[]) => ({
  RuleActionOverrides: rules.map((Name) => ({ Name, ActionToUse: { Count: {} } })),
});
const query = (length: number) => `?q=${'x'.repeat(length - 2)}`;

test('the common rules block by size', async () => {
  const call = await behind({});
  expect(await call(query(2_048))).toBe(200);
  expect(await call(query(2_049))).toBe(403);
  expect(await call('', { method: 'POST', body: 'x'.repeat(8_192) })).toBe(200);
  expect(await call('', { method: 'POST', body: 'x'.repeat(8_193) })).toBe(403);
});

test('a rule that is overridden to count blocks nothing', async () => {
  const call = await behind(count('SizeRestrictions_QUERYSTRING', 'SizeRestrictions_BODY'));
  expect(await call(query(9_000))).toBe(200);
  expect(await call('', { method: 'POST', body: 'x'.repeat(100_000) })).toBe(200);
});

test('an API without an association stands before no firewall', async () => {
  await behind({});
  gateway.api().mapped('other').method('ANY /a');
  expect((await fetch(`${gateway.url}/other/a${query(9_000)}`)).status).toBe(200);
});
