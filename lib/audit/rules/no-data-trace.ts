import { at, isTrue, listAt } from '../../template/at';
import { type Rule, unless } from './rule';

export const noDataTrace: Rule = {
  name: 'NoDataTrace',
  law: 'Law 1: no stage writes requests and responses to its execution log',
  control: 'NCSC 2; DSPT B3',
  types: ['AWS::ApiGateway::Stage', 'AWS::ApiGatewayV2::Stage', 'AWS::ApiGateway::Deployment'],
  verdict({ resource: { properties } }) {
    const settings = [
      ...listAt(properties, 'MethodSettings'),
      ...listAt(properties, 'StageDescription'),
      ...listAt(properties, 'StageDescription', 'MethodSettings'),
      ...listAt(properties, 'DefaultRouteSettings'),
      ...Object.values(at(properties, 'RouteSettings') ?? {}),
    ];
    const traced = settings.some((setting) => isTrue(at(setting, 'DataTraceEnabled')));
    return unless(traced && 'data tracing is on, which writes whole requests and responses to CloudWatch');
  },
};
