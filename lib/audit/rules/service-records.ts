import { own } from '../../../domain/own';
import { at, isTrue, listAt } from '../../template/at';
import { serviceRecordsOf } from '../assembly/service-types';
import { type Rule, unless } from './rule';

/** What is switched on that would make a service store something of a call, a caller or a row. */
const switchedOn: Readonly<Record<string, (properties: unknown) => readonly (string | false)[]>> = {
  'AWS::ApiGateway::Stage': stage,
  'AWS::ApiGateway::Deployment': (properties) => stage(at(properties, 'StageDescription')),
  'AWS::WAFv2::WebACL': (properties) => {
    const shown = [properties, ...listAt(properties, 'Rules')].map((one) => at(one, 'VisibilityConfig'));
    return [shown.some((one) => isTrue(at(one, 'SampledRequestsEnabled'))) && 'it keeps samples of requests'];
  },
  'AWS::CloudFront::Distribution': (properties) => [
    at(properties, 'DistributionConfig', 'Logging') !== undefined && 'it logs its visitors',
    JSON.stringify(properties).includes('"RealtimeLogConfigArn"') && 'it streams a log of its visitors',
  ],
  'AWS::Cognito::UserPool': (properties) => {
    const mode = at(properties, 'UserPoolAddOns', 'AdvancedSecurityMode') ?? 'OFF';
    const own = at(properties, 'UserPoolAddOns', 'AdvancedSecurityAdditionalFlows') !== undefined;
    return [(mode !== 'OFF' || own) && 'it keeps address, device and place of sign-ins'];
  },
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': (properties) => [
    ...table(properties),
    ...listAt(properties, 'Replicas').flatMap((replica) => table(replica)),
  ],
  'AWS::Lambda::Function': (properties) => [
    at(properties, 'TracingConfig', 'Mode') === 'Active' && 'it is traced: segments hold what it calls',
    listAt(properties, 'Layers').length > 0 && 'it has a layer, which sees every event',
    /AWS_LAMBDA_EXEC_WRAPPER|OTEL_/.test(JSON.stringify(at(properties, 'Environment') ?? {})) &&
      'it is wrapped by what sees every event',
  ],
  'AWS::SES::ConfigurationSet': (properties) => [
    (at(properties, 'SuppressionOptions') === undefined ||
      listAt(properties, 'SuppressionOptions', 'SuppressedReasons').length > 0) &&
      'it lists addresses that mails did not reach, without an end',
    at(properties, 'TrackingOptions') !== undefined && 'it tracks who opens mails',
    at(properties, 'VdmOptions') !== undefined && 'it may track who opens mails',
  ],
  'AWS::SES::ConfigurationSetEventDestination': eventDestination,
  'AWS::SES::EmailIdentity': (properties) => [
    isNotFalse(at(properties, 'FeedbackAttributes', 'EmailForwardingEnabled')) &&
      'it mails addresses that mails did not reach, into a mailbox without an end',
  ],
  'AWS::SNS::Topic': (properties) => [at(properties, 'TracingConfig') === 'Active' && 'it is traced'],
  'AWS::IAM::Policy': tracer,
  'AWS::IAM::ManagedPolicy': tracer,
  'AWS::IAM::Role': (properties) => [
    ...listAt(properties, 'Policies').flatMap(tracer),
    /xray|CloudWatchLambdaInsights|CloudWatchAgent/i.test(JSON.stringify(at(properties, 'ManagedPolicyArns') ?? '')) &&
      'it may write traces',
  ],
};

function stage(description: unknown): (string | false)[] {
  const settings = [description, ...listAt(description, 'MethodSettings')];
  const any = (name: string) => settings.some((one) => isTrue(at(one, name)));
  return [
    any('TracingEnabled') && 'it is traced: segments hold whole URLs and clients’ addresses',
    any('MetricsEnabled') && 'it counts every method by itself, which costs and which nothing reads',
    (any('CacheClusterEnabled') || any('CachingEnabled')) && 'it keeps answers in a cache',
  ];
}

const isNotFalse = (value: unknown): boolean => value !== false && value !== 'false';

/** Counts by what the platform itself says of a mail; anything else names who was mailed, or what a reader did. */
function eventDestination(properties: unknown): (string | false)[] {
  const {
    CloudWatchDestination: counts,
    Enabled: _,
    MatchingEventTypes: types,
    Name: __,
    ...others
  } = Object(at(properties, 'EventDestination'));
  const sources = listAt(counts, 'DimensionConfigurations').map((one) => at(one, 'DimensionValueSource'));
  const isOfReaders = (type: unknown) => /^(open|click|subscription)$/i.test(String(type));
  return [
    (types === undefined || [types].flat().some(isOfReaders)) && 'it tracks who opens mails',
    Object.keys(others).length > 0 && 'it tells another store whom mails did not reach',
    sources.some((source) => source !== 'messageTag') && 'it counts by what stands in a mail',
  ];
}

function table(properties: unknown): (string | false)[] {
  const insight = [properties, ...listAt(properties, 'GlobalSecondaryIndexes')];
  return [
    insight.some((one) => isTrue(at(one, 'ContributorInsightsSpecification', 'Enabled'))) &&
      'it keeps the most used keys of its rows',
    at(properties, 'StreamSpecification') !== undefined && 'it streams what its rows held',
    at(properties, 'KinesisStreamSpecification') !== undefined && 'it streams what its rows held',
  ];
}

function tracer(policy: unknown): (string | false)[] {
  const allowed = listAt(policy, 'PolicyDocument', 'Statement').filter((one) => at(one, 'Effect') === 'Allow');
  const actions = allowed.flatMap((one) => listAt(one, 'Action'));
  return [actions.some((action) => /^xray:(Put|\*)/i.test(String(action))) && 'it may write traces'];
}

export const serviceRecords: Rule = {
  name: 'ServiceRecords',
  law: 'Laws 1 and 9: what a service stores by itself, such as traces and samples, is listed with its end, or off',
  control: 'NCSC 2; DSPT A1',
  types: [],
  verdict({ resource: { type, properties } }) {
    if (!serviceRecordsOf(type)) {
      return { breaks: `nobody has said what ${type} stores by itself: say it in lib/audit/assembly/service-types.ts` };
    }
    return unless(...(own(switchedOn, type)?.(properties) ?? []));
  },
};
