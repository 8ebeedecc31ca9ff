import { type Synthesised, synthesised } from '../synthesised';

let cloud: Synthesised;
beforeAll(async () => {
  cloud = await synthesised();
}, 300_000);

test('nobody may do more with events than add and read them', () => {
  const allowed = cloud
    .of('AWS::IAM::Policy')
    .flatMap(({ properties }) =>
      properties.PolicyDocument.Statement.filter(
        ({ Effect, Resource }: { Effect: string; Resource: unknown }) =>
          Effect === 'Allow' && JSON.stringify(Resource).includes('StoresEvents'),
      ).map(({ Action }: { Action: string | string[] }) => [Action].flat().sort()),
    );
  expect(allowed.length).toBeGreaterThan(4);
  for (const actions of allowed) expect(actions).toEqual(['dynamodb:PutItem', 'dynamodb:Query']);
});
