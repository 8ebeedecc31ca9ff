import { Aws } from 'aws-cdk-lib';
import { AccountRootPrincipal, type IPrincipal } from 'aws-cdk-lib/aws-iam';
import type { Environment } from '../../config/environment';

/**
 * People of the account who proved a second factor, as the environment says that they do.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 */
export function humanReader({ secondFactor = 'iam' }: Pick<Environment, 'secondFactor'>): IPrincipal {
  if (secondFactor === 'iam') {
    return new AccountRootPrincipal().withConditions({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } });
  }
  const roles = `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/aws-reserved/sso.amazonaws.com`;
  // Sixteen characters follow the set's name: with `*` here a set named `<name>_other` would be let in as well.
  const session = `AWSReservedSSO_${secondFactor.permissionSet}_${'?'.repeat(16)}`;
  const arns = [`${roles}/${session}`, `${roles}/*/${session}`];
  return new AccountRootPrincipal().withConditions({ ArnLike: { 'aws:PrincipalArn': arns } });
}
