import { Aws } from 'aws-cdk-lib';
import { AccountRootPrincipal, type PrincipalBase } from 'aws-cdk-lib/aws-iam';
import type { Environment } from '../../config/environment';

/**
 * People of the account who proved a second factor, as the environment says that they do.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 */
export function humanReader({ secondFactor = 'iam' }: Pick<Environment, 'secondFactor'>): PrincipalBase {
  if (secondFactor === 'iam') {
    return new AccountRootPrincipal().withConditions({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } });
  }
  const roles = `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/aws-reserved/sso.amazonaws.com`;
  // Sixteen characters follow the set's name: with `*` here a set named `<name>_other` would be let in as well.
  const session = `AWSReservedSSO_${secondFactor.permissionSet}_${'?'.repeat(16)}`;
  const arns = [`${roles}/${session}`, `${roles}/*/${session}`];
  return new AccountRootPrincipal().withConditions({ ArnLike: { 'aws:PrincipalArn': arns } });
}

/**
 * The same people, each under a name that is not theirs to choose, so that nobody is two. A user's session is named as the
 * user is; that of somebody from IAM Identity Center as Identity Center has named the session that asks, which follows the
 * colon of its id and holds none itself.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#ck_rolesessionname
 */
export function namedPerson(environment: Pick<Environment, 'secondFactor'>): PrincipalBase {
  const people = humanReader(environment);
  const variable = (key: string) => `\${${key}}`;
  return (environment.secondFactor ?? 'iam') === 'iam'
    ? people.withConditions({ StringEquals: { 'sts:RoleSessionName': variable('aws:username') } })
    : people.withConditions({ StringLike: { 'aws:userid': `*:${variable('sts:RoleSessionName')}` } });
}
