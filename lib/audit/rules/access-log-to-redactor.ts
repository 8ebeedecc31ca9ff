import { at } from '../../template/at';
import { hasRedactor, isAccessLogStream } from './access-log-stream';
import { type Rule, unless } from './rule';

/** How a producer's own repository names the stream: by the environment's parameter. */
const streamParameter = /^\/dip\/[a-z0-9-]+\/AccessLogStreamArn$/;

export const accessLogToRedactor: Rule = {
  name: 'AccessLogToRedactor',
  law: 'Law 2: the access log of every stage goes to a stream that redacts it, and nowhere else',
  control: 'NCSC 2, 13; DSPT B3, C1',
  types: ['AWS::ApiGateway::Stage', 'AWS::ApiGatewayV2::Stage'],
  verdict({ resource: { properties, stack }, cloud }) {
    const setting = at(properties, 'AccessLogSetting') ?? at(properties, 'AccessLogSettings');
    const destination = at(setting, 'DestinationArn');
    if (destination === undefined) return { breaks: 'the stage has no access log' };
    const stream = cloud.target(destination, stack);
    if (!stream && streamParameter.test(cloud.text(destination, stack))) return 'compliant';
    if (!stream || !isAccessLogStream(stream)) return { breaks: 'the access log goes elsewhere than to the stream' };
    return unless(!hasRedactor(stream) && `${stream.id} stores records without passing them to the redactor`);
  },
};
