/** The account that a template's `AWS::AccountId` stands for, in its only region. */
export interface Account {
  readonly id: string;
  readonly region: string;
}

/** Who asks: a role, or an AWS service acting in its own name. */
export type Principal =
  /** With the function whose code it is that asks, where it is one's. */
  | { readonly kind: 'role'; readonly arn: string; readonly session?: string; readonly functionArn?: string }
  | { readonly kind: 'service'; readonly name: string }
  /** The host itself: what CloudFormation and an operator's own credentials would be. */
  | { readonly kind: 'administrator' }
  /** Who has signed nothing: only a policy for everyone lets them in. */
  | { readonly kind: 'anonymous' };

/** What a call in the session of a role is recorded as, for whom it is a call of nobody's session the role itself. */
export function arnOf(principal: Principal, accountId: string): string {
  if (principal.kind !== 'role') return `arn:aws:iam::${accountId}:user/local-admin`;
  return principal.session ? sessionArn(principal.arn, principal.session) : principal.arn;
}

export const sessionArn = (roleArn: string, session: string): string =>
  `${roleArn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/${session}`;
