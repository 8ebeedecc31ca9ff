import { at } from '../../template/at';
import type { Rule } from './rule';

export const methodAuthorized: Rule = {
  name: 'MethodAuthorized',
  law: 'Every method asks who calls, or is declared open with a reason',
  control: 'NCSC 10, 11; DSPT B2',
  types: ['AWS::ApiGateway::Method', 'AWS::ApiGatewayV2::Route'],
  verdict({ resource: { properties }, acknowledged }) {
    const authorization = at(properties, 'AuthorizationType') ?? 'NONE';
    if (authorization !== 'NONE') return 'compliant';
    const reason = acknowledged('AwsSolutions::AwsSolutions-APIG4');
    return reason ? { declared: reason } : { breaks: 'it is open, and nothing beside it says why' };
  },
};
