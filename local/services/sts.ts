import type { AwsService } from '../endpoint/aws-request';

/** AWS Security Token Service: who the caller is. It needs no permission. */
export const sts =
  (accountId: string): AwsService =>
  async ({ body, caller: { principal } }) => {
    const action = new URLSearchParams(body.toString()).get('Action');
    if (action !== 'GetCallerIdentity') return { status: 400, body: `<Error><Code>InvalidAction</Code></Error>` };
    const arn = principal.kind === 'role' ? principal.arn : `arn:aws:iam::${accountId}:user/local-admin`;
    const result = `<Arn>${arn}</Arn><UserId>LOCAL</UserId><Account>${accountId}</Account>`;
    return {
      status: 200,
      headers: { 'content-type': 'text/xml' },
      body: `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>${result}</GetCallerIdentityResult></GetCallerIdentityResponse>`,
    };
  };
