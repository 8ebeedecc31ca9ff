import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Environment } from '../../config/environment';

/** What every REST API of an environment stands behind and reports to. */
export interface GatewaySurroundings {
  readonly environment: Environment;
  /** Firehose stream that takes access records through the redactor. */
  readonly accessLogStreamArn: string;
  readonly webAclArn: string;
  /** Encrypts log groups. */
  readonly logKey: IKey;
}
