import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { type IFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { environmentNamed } from '../../config/environments';
import type { GatewaySurroundings } from '../gateway/gateway-surroundings';
import { type ParameterKey, parameterName } from './parameters';

/** What an environment lends every API that is published in it. */
export interface Platform extends GatewaySurroundings {
  /** Decides who may call; shared by all APIs. */
  readonly authorizer: IFunction;
  /** Provider of `Custom::ApiRegistration`. */
  readonly registrar: IFunction;
  /** Firehose stream that takes log groups of producers' functions through the redactor. */
  readonly functionLogStreamArn: string;
  /** Decrypts the identity of users inside access tokens. */
  readonly identityKey: IKey;
  /** Encrypts the credentials that targets ask for. */
  readonly stateKey: IKey;
}

export const Platform = {
  /**
   * The platform as a producer's own repository sees it: read from the environment's SSM parameters at deploy time.
   * @throws Failure `invalid_configuration` where there is no such environment.
   */
  fromParameters(scope: Construct, environment: string): Platform {
    const from = new Construct(scope, 'Platform');
    const value = (key: ParameterKey) => StringParameter.valueForStringParameter(from, parameterName(environment, key));
    // Looked up by the first that needs it: a parameter that nothing refers to is a finding of CDK's validation.
    const key = (name: 'IdentityKey' | 'StateKey') => once(() => Key.fromKeyArn(from, name, value(`${name}Arn`)));
    const identityKey = key('IdentityKey');
    const stateKey = key('StateKey');
    const functionLogStreamArn = once(() => value('FunctionLogStreamArn'));
    return {
      environment: environmentNamed(environment),
      accessLogStreamArn: value('AccessLogStreamArn'),
      webAclArn: value('WebAclArn'),
      authorizer: LambdaFunction.fromFunctionArn(from, 'Authorizer', value('AuthorizerArn')),
      registrar: LambdaFunction.fromFunctionArn(from, 'Registrar', value('RegistrarArn')),
      logKey: Key.fromKeyArn(from, 'LogKey', value('LogKeyArn')),
      get functionLogStreamArn() {
        return functionLogStreamArn();
      },
      get identityKey() {
        return identityKey();
      },
      get stateKey() {
        return stateKey();
      },
    };
  },
};

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
