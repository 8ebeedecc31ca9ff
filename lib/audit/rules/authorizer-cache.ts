import { at, numberAt } from '../../template/at';
import { type Rule, unless } from './rule';

const mostSeconds = 60;

export const authorizerCache: Rule = {
  name: 'AuthorizerCache',
  law: `Law 5: a withdrawal takes effect within ${mostSeconds} seconds, so no decision is kept longer, and only by the credential it was for`,
  control: 'NCSC 10; DSPT B2',
  types: ['AWS::ApiGateway::Authorizer', 'AWS::ApiGatewayV2::Authorizer'],
  verdict({ resource: { properties } }) {
    const seconds = numberAt(properties, 'AuthorizerResultTtlInSeconds');
    const source = [at(properties, 'IdentitySource')].flat().filter((one) => one !== undefined && one !== '');
    // 300 seconds where the template says nothing.
    if (seconds === undefined) return { breaks: 'it does not say how long a decision is kept' };
    return unless(
      seconds > mostSeconds && `a decision is kept for ${seconds} seconds`,
      seconds > 0 && source.length === 0 && 'a decision is kept without a credential to keep it by',
    );
  },
};
