import { RemovalPolicy } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

/**
 * The key under which KMS derives the key of each day's marks. It opens nothing, yet whoever uses it could find a
 * person's marks by trying numbers: one role may, and the key's own policy keeps every other from it.
 */
export class MarkKey extends Construct {
  readonly keyId: string;
  private readonly key: Key;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.key = new Key(this, 'Resource', {
      description: 'Derives the keys of marks in redacted logs',
      keySpec: KeySpec.HMAC_256,
      keyUsage: KeyUsage.GENERATE_VERIFY_MAC,
      // Nothing is lost with it but the link between records of one day.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.keyId = this.key.keyId;
  }

  /** Allows it to the role, and denies it to all others. */
  allowOnly(role: IRole): void {
    this.key.grantGenerateMac(role);
    this.key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'OnlyTheRedactorDerivesKeys',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['kms:GenerateMac', 'kms:VerifyMac'],
        resources: ['*'],
        conditions: { ArnNotEquals: { 'aws:PrincipalArn': role.roleArn } },
      }),
    );
  }
}
