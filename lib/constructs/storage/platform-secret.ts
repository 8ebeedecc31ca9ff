import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { RetentionRuleName } from '../../../domain/retention/retention';
import { acknowledge } from '../security/acknowledge';
import { stateRemoval } from '../security/state-removal';
import { keptAs } from './kept-as';

export interface PlatformSecretProps {
  readonly description: string;
  readonly key: IKey;
  readonly retain: boolean;
  /** Why nothing rotates it by itself. */
  readonly noRotation: string;
  /** @default credentials */
  readonly keptAs?: RetentionRuleName;
}

/** A secret whose value starts random; a person or a rotation replaces it. */
export class PlatformSecret extends Secret {
  readonly #key: IKey;

  constructor(scope: Construct, id: string, props: PlatformSecretProps) {
    const { description, key, retain, noRotation } = props;
    super(scope, id, {
      description,
      encryptionKey: key,
      generateSecretString: { excludePunctuation: true, passwordLength: 40 },
      removalPolicy: stateRemoval(retain),
    });
    this.#key = key;
    keptAs(this, props.keptAs ?? 'credentials');
    acknowledge(this, { rule: 'SMG4', reason: noRotation });
  }

  /**
   * Not `grantRead`: with a key of its own that writes the grantee into the key's policy, which closes a dependency
   * cycle as soon as key and grantee stand in different stacks.
   */
  allowRead(grantee: IGrantable): void {
    Grant.addToPrincipal({ grantee, actions: ['secretsmanager:GetSecretValue'], resourceArns: [this.secretArn] });
    this.#key.grant(grantee, 'kms:Decrypt');
  }
}
