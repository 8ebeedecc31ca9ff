import { AnyPrincipal, Effect, type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { stateRemoval } from './state-removal';

export interface MarkKeyProps {
  readonly description: string;
  /** Whether rows that must be found again bear its marks; otherwise only the link between them is lost with it. */
  readonly retain: boolean;
}

/**
 * A key under which KMS derives the keys of marks. It opens nothing, yet whoever uses it could find what a mark stands
 * for by trying: few roles may, and the key's own policy keeps every other from it.
 */
export class MarkKey extends Construct {
  readonly keyId: string;
  readonly #key: Key;

  constructor(scope: Construct, id: string, { description, retain }: MarkKeyProps) {
    super(scope, id);
    this.#key = new Key(this, 'Resource', {
      description,
      keySpec: KeySpec.HMAC_256,
      keyUsage: KeyUsage.GENERATE_VERIFY_MAC,
      removalPolicy: stateRemoval(retain),
    });
    this.keyId = this.#key.keyId;
  }

  /** Allows it to the roles, and denies it to all others. */
  allowOnly(...roles: readonly IRole[]): void {
    for (const role of roles) this.#key.grantGenerateMac(role);
    this.#key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'OnlyTheseDeriveKeys',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['kms:GenerateMac', 'kms:VerifyMac'],
        resources: ['*'],
        conditions: { ArnNotEquals: { 'aws:PrincipalArn': roles.map(({ roleArn }) => roleArn) } },
      }),
    );
  }
}
