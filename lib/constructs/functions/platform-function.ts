import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Effect, Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Architecture, Function as LambdaFunction, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { retention } from '../../../domain/retention/retention';
import { keptAs } from '../storage/kept-as';
import { type LambdaName, lambdaCode } from './lambda-code';

export interface PlatformFunctionProps<Env> {
  readonly lambda: LambdaName;
  readonly description: string;
  /** The Lambda's own environment contract, so that a forgotten variable does not compile. */
  readonly environment: Env;
  /** Encrypts the function's log group. */
  readonly logKey: IKey;
  /** JSON files beside the bundle, by name. @default none */
  readonly files?: Readonly<Record<string, unknown>>;
  /** In MiB; processor time grows with it. @default 256 */
  readonly memorySize?: number;
  /** @default 10 seconds */
  readonly timeout?: Duration;
  /** Executions that nothing else in the account can take. @default none reserved */
  readonly reservedConcurrency?: number | undefined;
  /** Of the role, where the policy of a store in an earlier stack names it. @default CloudFormation makes one */
  readonly roleName?: string;
}

/** A function of the platform: its bundle, a role of its own that may do nothing but log, and an encrypted log group. */
export class PlatformFunction<Env extends Readonly<Record<string, string>>> extends LambdaFunction {
  /** May do nothing but log until it is allowed more. */
  readonly ownRole: Role;

  constructor(scope: Construct, id: string, props: PlatformFunctionProps<Env>) {
    const { lambda, files, environment, logKey, memorySize = 256, timeout = Duration.seconds(10) } = props;
    const logGroup = new LogGroup(scope, `${id}Logs`, {
      retention: retention.functionLogs.keptFor.days,
      encryptionKey: logKey,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    keptAs(logGroup, 'functionLogs');
    // Not CDK's own role: it carries an AWS-managed policy over every log group of the account.
    const role = new Role(scope, `${id}Role`, {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      ...(props.roleName && { roleName: props.roleName }),
    });
    logGroup.grantWrite(role);
    super(scope, id, {
      description: props.description,
      code: lambdaCode(lambda, files),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      environment: { ...environment },
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      memorySize,
      timeout,
      ...(props.reservedConcurrency && { reservedConcurrentExecutions: props.reservedConcurrency }),
    });
    this.ownRole = role;
  }

  /**
   * Refuses actions to this function's role wherever it is not this function's code that asks: passed to another function,
   * or taken on by hand, the role may not do them.
   * https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
   */
  allowFromHereOnly(...actions: readonly string[]): void {
    new Policy(this, 'FromHereOnly', {
      roles: [this.ownRole],
      statements: [
        new PolicyStatement({
          sid: 'FromHereOnly',
          effect: Effect.DENY,
          actions: [...actions],
          resources: ['*'],
          conditions: { ArnNotEquals: { 'lambda:SourceFunctionArn': this.functionArn } },
        }),
      ],
    });
  }
}
