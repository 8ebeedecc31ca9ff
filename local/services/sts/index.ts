import type { Cloud } from '../../cloud/cloud';
import type { AwsResponse, AwsService } from '../../cloud/endpoint/aws-service';
import { element } from '../../cloud/endpoint/xml';
import { AccessDenied } from '../../cloud/iam/access-control';
import { arnOf, type Principal, sessionArn } from '../../cloud/iam/principal';

interface Needs {
  readonly cloud: Pick<Cloud, 'access' | 'accessKey' | 'account' | 'clock'>;
}

/** Seconds. */
const sessionLasts = 3600;

export const startSts = ({ cloud }: Needs) => ({ api: sts(cloud) });

/** AWS Security Token Service: who the caller is, which needs no permission, and sessions of roles. */
function sts({ access, accessKey, account, clock }: Needs['cloud']): AwsService {
  const accountId = account.id;
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
        element('Expiration', new Date(clock.now().getTime() + sessionLasts * 1000).toISOString()),
      ];
      const user = element('AssumedRoleId', `LOCAL:${session}`) + element('Arn', sessionArn(roleArn, session));
      return `<Credentials>${credentials.join('')}</Credentials><AssumedRoleUser>${user}</AssumedRoleUser>`;
    },
  };
  return {
    async answer({ body, caller: { principal } }) {
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
    },
  };
}

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
