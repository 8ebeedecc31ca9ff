import { Duration } from 'aws-cdk-lib';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { type IKey, Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { SigningAlgorithm } from '../../../domain/oauth/keys/signing-key';
import type { SigningKeysEnv } from '../../../lambdas/signing-keys/env';
import { DeployTimeResource } from '../functions/deploy-time-resource';
import { PlatformFunction } from '../functions/platform-function';
import { stateRemoval } from '../security/state-removal';

export interface SigningKeysProps {
  readonly logKey: IKey;
  readonly retain: boolean;
  /** Which keys are published, by number; the first signs. */
  readonly generations: readonly number[];
  /** @default 'Signs access tokens' */
  readonly purpose?: string;
  /** @default 'PS256' */
  readonly algorithm?: SigningAlgorithm;
}

/** Keys that sign, such as access tokens: the first signs, both are published, so that a rotation breaks no reader. */
export class SigningKeys extends Construct {
  /** Public JWKS, JSON, as read from KMS at deploy time. */
  readonly jwks: string;
  /** Which keys are published, as the template itself says it: `1 2`. */
  readonly generations: string;
  /** KMS ids, separated by spaces. */
  readonly keyIds: string;
  readonly #keys: readonly Key[];

  constructor(scope: Construct, id: string, props: SigningKeysProps) {
    super(scope, id);
    const { logKey, retain, generations, purpose = 'Signs access tokens', algorithm = 'PS256' } = props;
    this.#keys = generations.map(
      (generation) =>
        new Key(this, idOf(generation), {
          description: `${purpose} (generation ${generation})`,
          keySpec: KeySpec.RSA_2048,
          keyUsage: KeyUsage.SIGN_VERIFY,
          pendingWindow: Duration.days(30),
          removalPolicy: stateRemoval(retain),
        }),
    );
    this.generations = generations.join(' ');
    this.keyIds = this.#keys.map((key) => key.keyId).join(' ');
    this.jwks = this.#publish(logKey, algorithm);
  }

  allowSign(grantee: IGrantable): void {
    for (const key of this.#keys) key.grant(grantee, 'kms:Sign');
  }

  #publish(logKey: IKey, algorithm: SigningAlgorithm): string {
    const publisher = new PlatformFunction<SigningKeysEnv>(this, 'Publisher', {
      lambda: 'signing-keys',
      description: 'Reads the public halves of the signing keys at deploy time',
      environment: {},
      logKey,
    });
    for (const key of this.#keys) key.grant(publisher, 'kms:GetPublicKey');
    const published = new DeployTimeResource(this, 'Published', {
      serviceToken: publisher.functionArn,
      resourceType: 'Custom::SigningKeys',
      properties: { KeyIds: this.#keys.map((key) => key.keyId), Algorithm: algorithm },
    });
    return published.getAttString('Jwks');
  }
}

// The first two had names before there was a third, and a key under another id is another key.
const idOf = (generation: number): string => ['First', 'Second'][generation - 1] ?? `Generation${generation}`;
