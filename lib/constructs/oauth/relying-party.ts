import type { Construct } from 'constructs';
import { SigningKeys, type SigningKeysProps } from './signing-keys';

export type RelyingPartyProps = Pick<SigningKeysProps, 'logKey' | 'retain'>;

/**
 * How the platform proves itself to identity providers (`private_key_jwt`): two keys in KMS, the first of which signs.
 * Their public halves are what an engineer registers with CIS2 and NHS login.
 */
export class RelyingParty extends SigningKeys {
  constructor(scope: Construct, id: string, props: RelyingPartyProps) {
    super(scope, id, {
      ...props,
      generations: [1, 2],
      purpose: 'Proves the platform to identity providers',
      algorithm: 'RS512',
    });
  }
}
