import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';

/** Names of what an environment tells other stacks and other repositories. */
export type ParameterKey =
  | 'AccessRequestsTable'
  | 'EventsTable'
  | 'ApplicationsTable'
  | 'OperatorArn'
  | 'RegistryTable'
  | 'OperationalLogBucket'
  | 'OperationalLogReaderArn'
  | 'AnalyticsBucket'
  | 'CatalogueBucket'
  | 'EvidenceBucket'
  | 'AuthorizerArn'
  | 'RegistrarArn'
  | 'AccessLogStreamArn'
  | 'FunctionLogStreamArn'
  | 'WebAclArn'
  | 'IdentityKeyArn'
  | 'StateKeyArn'
  | 'LogKeyArn'
  | 'RelyingPartyJwks'
  | 'RelyingPartyRedirectUri'
  | 'TokenIssuer';

export const parameterName = (environment: string, key: ParameterKey) => `/dip/${environment}/${key}`;

/** Publishes values as SSM parameters, so that producers deploy from their own repositories. */
export class Parameters extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { environment, values }: { environment: string; values: Readonly<Partial<Record<ParameterKey, string>>> },
  ) {
    super(scope, id);
    for (const [key, stringValue] of Object.entries(values)) {
      new StringParameter(this, key, { parameterName: parameterName(environment, key as ParameterKey), stringValue });
    }
  }
}
