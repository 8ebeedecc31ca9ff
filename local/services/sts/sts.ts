import type { AwsResponse, AwsService } from '../../cloud/endpoint/aws-request';
import { type AccessControl, AccessDenied } from '../../cloud/iam/access-control';
import type { AccessKey } from '../../cloud/iam/access-keys';
import type { Principal } from '../../cloud/iam/evaluate-access';
import { element } from '../s3/s3-xml';

interface StsNeeds {
  readonly access: AccessControl;
  readonly accountId: string;
  accessKey(accessKeyId: string): AccessKey;
  now(): Date;
}

/** Seconds. */
const sessionLasts = 3600;

/** AWS Security Token Service: who the caller is, which needs no permission, and sessions of roles. */
export function sts({ access, accessKey, accountId, now }: StsNeeds): AwsService {
  const operations: Readonly<Record<string, (form: URLSearchParams, principal: Principal) => string>> = {
    GetCallerIdentity: (_form, principal) =>
      element('Arn', arnOf(principal, accountId)) + element('UserId', 'LOCAL') + element('Account', accountId),
    AssumeRole(form, principal) {
      const roleArn = form.get('RoleArn') ?? '';
      const session = form.get('RoleSessionName') ?? '';
      // Any six digits are a second factor here.
      const isSecondFactor = form.has('SerialNumber') && /^\d{6}$/.test(form.get('TokenCode') ?? '');
      const context = isSecondFactor ? { 'aws:MultiFactorAuthPresent': 'true' } : {};
      const { accessKeyId, secretAccessKey } = accessKey(access.assumeRole(principal, { roleArn, session, context }));
      const credentials = [
        element('AccessKeyId', accessKeyId),
        element('SecretAccessKey', secretAccessKey),
        element('SessionToken', 'not-checked-here'),
        element('Expiration', new Date(now().getTime() + sessionLasts * 1000).toISOString()),
      ];
      const user = element('AssumedRoleId', `LOCAL:${session}`) + element('Arn', sessionArn(roleArn, session));
      return `<Credentials>${credentials.join('')}</Credentials><AssumedRoleUser>${user}</AssumedRoleUser>`;
    },
  };
  return async ({ body, caller: { principal } }) => {
    const form = new URLSearchParams(body.toString());
    const action = form.get('Action') ?? '';
    const run = Object.hasOwn(operations, action) ? operations[action] : undefined;
    if (!run) return refusal(400, 'InvalidAction', `${action} is not run here`);
    try {
      return answer(action, run(form, principal));
    } catch (error) {
      if (error instanceof AccessDenied) return refusal(403, 'AccessDenied', error.message);
      throw error;
    }
  };
}

/** What a call in the session of a role is recorded as, for whom it is a call of nobody's session the role itself. */
export function arnOf(principal: Principal, accountId: string): string {
  if (principal.kind !== 'role') return `arn:aws:iam::${accountId}:user/local-admin`;
  return principal.session ? sessionArn(principal.arn, principal.session) : principal.arn;
}

const sessionArn = (roleArn: string, session: string): string =>
  `${roleArn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/${session}`;

const answer = (action: string, result: string): AwsResponse => ({
  status: 200,
  headers: { 'content-type': 'text/xml' },
  body: `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result>${result}</${action}Result></${action}Response>`,
});

const refusal = (status: number, code: string, message: string): AwsResponse => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body: `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error>${element('Type', 'Sender')}${element('Code', code)}${element('Message', message)}</Error></ErrorResponse>`,
});
