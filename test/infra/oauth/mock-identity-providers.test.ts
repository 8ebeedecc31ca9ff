import { App, Stack } from 'aws-cdk-lib';
import { environmentNamed } from '../../../lib/config/environments';
import {
  MockIdentityProviders,
  type MockIdentityProvidersProps,
} from '../../../lib/constructs/oauth/mock-identity-providers';
import { type Synthesised, synthesised } from '../synthesised';

describe('the mock identity providers', () => {
  // Two more stand behind it: the environment's schema (api-proxy.test.ts) and a rule on templates (planted-violations).
  test('refuse to be part of a production environment', () => {
    const environment = environmentNamed('prod');
    const props = { surroundings: { environment } } as MockIdentityProvidersProps;
    expect(() => new MockIdentityProviders(new Stack(new App(), 'Stack'), 'Mock', props)).toThrow(
      'prod is in production: it has no mock identity provider',
    );
  });

  describe('elsewhere', () => {
    let cloud: Synthesised;
    beforeAll(async () => {
      cloud = await synthesised();
    }, 300_000);

    test('may sign with their own key and read one application at a time, and nothing else', () => {
      const [policy, ...others] = cloud
        .of('AWS::IAM::Policy', /^int-Identity$/)
        .filter(({ id }) => id.startsWith('MockIdentityProviders'));
      expect(others).toEqual([]);
      const statements: { Action: string | string[] }[] = policy?.properties.PolicyDocument.Statement ?? [];
      expect([...new Set(statements.flatMap(({ Action }) => Action))].sort()).toEqual([
        'dynamodb:GetItem',
        'kms:Decrypt',
        'kms:GetPublicKey',
        'kms:Sign',
        'logs:CreateLogStream',
        'logs:PutLogEvents',
      ]);
    });

    test('are behind a firewall that lets a sign-in, and nothing else, name the user’s own machine', () => {
      const [acl] = cloud.of('AWS::WAFv2::WebACL', /^int-Foundation$/);
      const rules: { Name: string; Action?: object; Statement: object }[] = acl?.properties.Rules ?? [];
      const rule = rules.find(({ Name }) => Name === 'MetaDataRequests');
      expect(rule?.Action).toEqual({ Block: {} });
      const statement = JSON.stringify(rule?.Statement);
      const { RegexString } = JSON.parse(
        /\{"FieldToMatch".*?"RegexString":"[^"]+"/.exec(statement)?.[0].concat('}') ?? '{}',
      );
      const isSignIn = (path: string) => new RegExp(RegexString).test(path);
      expect(
        ['/oauth2/authorize', '/cis2/authorize', '/nhs-login/token', '/root/cis2/authorize'].filter(isSignIn),
      ).toHaveLength(4);
      expect(
        ['/hello-world/authorize', '/cis2/authorize/x', '/oauth2/callback', '/x/oauth2/token'].filter(isSignIn),
      ).toEqual([]);
      for (const label of ['EC2MetaDataSSRF_Body', 'EC2MetaDataSSRF_QueryArguments'])
        expect(statement).toContain(label);
    });
  });
});
