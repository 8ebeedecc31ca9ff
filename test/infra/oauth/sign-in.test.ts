import { type Synthesised, synthesised } from '../synthesised';

let cloud: Synthesised;
beforeAll(async () => {
  cloud = await synthesised();
}, 300_000);

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

describe('the function that signs users in', () => {
  test('may do what a sign-in takes, and nothing else', () => {
    const [policy, ...others] = cloud
      .of('AWS::IAM::Policy', /^prod-Identity$/)
      .filter(({ id }) => id.startsWith('AuthorizationServerSignInRole'));
    expect(others).toEqual([]);
    const statements: readonly Statement[] = policy?.properties.PolicyDocument.Statement ?? [];
    const allowed = (resource: RegExp) =>
      [
        ...new Set(
          statements
            .filter(({ Resource }) => resource.test(JSON.stringify(Resource)))
            .flatMap(({ Action }) => Action)
            .filter((action) => !action.startsWith('kms:') || !resource.source.startsWith('Stores')),
        ),
      ].sort();
    expect(allowed(/StoresApplications/)).toEqual(['dynamodb:GetItem']);
    expect(allowed(/StoresRegistry/)).toEqual(['dynamodb:GetItem']);
    expect(allowed(/StoresSignIns/)).toEqual(['dynamodb:DeleteItem', 'dynamodb:PutItem']);
    expect(allowed(/StoresGrants(?!.*index)/)).toEqual(['dynamodb:GetItem', 'dynamodb:PutItem']);
    expect(allowed(/StoresGrants.*index/)).toEqual(['dynamodb:Query']);
    expect(allowed(/StoresRevocations/)).toEqual(['dynamodb:GetItem', 'dynamodb:PutItem']);
    expect(allowed(/StoresReplays/)).toEqual(['dynamodb:GetItem', 'dynamodb:PutItem']);
    expect(allowed(/AuthorizationServerIdentityKey/)).toEqual(['kms:Decrypt', 'kms:Encrypt']);
    expect(allowed(/AuthorizationServerRelyingParty/)).toEqual(['kms:Sign']);
    expect(allowed(/AuthorizationServerSigningKeys/)).toEqual([]);
    expect(allowed(/StoresAttempts/)).toEqual(['dynamodb:UpdateItem']);
    expect(allowed(/Stores(Accounts|Sessions)/)).toEqual([]);
  });

  test('is the only one to see users on their way to an identity provider', () => {
    const readers = cloud
      .of('AWS::IAM::Policy', /^prod-/)
      .filter(({ properties }) => /StoresSignIns/.test(JSON.stringify(properties)))
      .map(({ id }) => id.replace(/DefaultPolicy.*/, ''));
    expect(readers).toEqual(['AuthorizationServerSignInRole']);
  });

  test('is reached by browsers at a host name of its own, with a certificate and records, and nothing else is there', () => {
    const named = (type: string, property: string, name: string) =>
      cloud.of(type, /^prod-/).filter(({ properties }) => properties[property] === name);
    expect(named('AWS::ApiGateway::DomainName', 'DomainName', 'auth.dip.example')).toHaveLength(1);
    expect(named('AWS::CertificateManager::Certificate', 'DomainName', 'auth.dip.example')).toHaveLength(1);
    const records = named('AWS::Route53::RecordSet', 'Name', 'auth.dip.example.');
    expect(records.map(({ properties }) => properties.Type).sort()).toEqual(['A', 'AAAA']);
    const mappings = named('AWS::ApiGatewayV2::ApiMapping', 'DomainName', 'auth.dip.example');
    expect(mappings.map(({ stack, properties }) => [stack, properties.ApiMappingKey])).toEqual([
      ['prod-Identity', 'oauth2'],
    ]);
    const [redirect] = cloud
      .of('AWS::SSM::Parameter', /^prod-Gateway$/)
      .filter(({ properties }) => properties.Name === '/dip/prod/RelyingPartyRedirectUri');
    expect(redirect?.properties.Value).toBe('https://auth.dip.example/oauth2/callback');
  });

  test('proves itself by keys whose public half an engineer can look up', () => {
    const named = cloud
      .of('AWS::SSM::Parameter', /-Gateway$/)
      .filter(({ properties }) => /RelyingPartyJwks$/.test(properties.Name))
      .map(({ properties }) => [properties.Name, JSON.stringify(properties.Value)]);
    expect(named.map(([name]) => name)).toContain('/dip/prod/RelyingPartyJwks');
    for (const [, value] of named) expect(value).toMatch(/RelyingPartyPublished/);
    const keys = cloud.of('AWS::KMS::Key', /^prod-Identity$/).filter(({ id }) => id.includes('RelyingParty'));
    expect(keys.map(({ properties }) => [properties.KeySpec, properties.KeyUsage])).toEqual([
      ['RSA_2048', 'SIGN_VERIFY'],
      ['RSA_2048', 'SIGN_VERIFY'],
    ]);
  });
});
