import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

const account = '111122223333';

/**
 * AWS as an account answers that holds nothing: who the caller is, a role to assume, no stack. Whatever would change it
 * is refused, and every call is in `calls`, such as `AssumeRole cdk-hnb659fds-deploy-role-…`.
 */
export async function anEmptyAccount() {
  const calls: string[] = [];
  const server = createServer(async (request, response) => {
    const { action, subject } = await callIn(request);
    calls.push(`${action} ${subject}`);
    const [status, body] = answer(action, subject);
    response.writeHead(status, { 'content-type': 'text/xml' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const environment = {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    AWS_ACCESS_KEY_ID: 'nobody',
    AWS_SECRET_ACCESS_KEY: 'nothing',
    AWS_REGION: 'eu-west-2',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
  };
  return { calls, environment, close: () => server.close() };
}

async function callIn(request: IncomingMessage) {
  const body = await text(request);
  const form = new URLSearchParams(body);
  const action = form.get('Action') ?? String(request.headers['x-amz-target'] ?? request.method);
  const subject = form.get('StackName') ?? form.get('RoleArn')?.replace(/.*\//, '') ?? '';
  return { action, subject };
}

function answer(action: string, subject: string): [status: number, body: string] {
  if (action === 'GetCallerIdentity') {
    const arn = `<Arn>arn:aws:iam::${account}:user/one</Arn>`;
    return [200, result(action, `${arn}<UserId>one</UserId><Account>${account}</Account>`)];
  }
  if (action === 'AssumeRole') {
    const key = '<AccessKeyId>a</AccessKeyId><SecretAccessKey>b</SecretAccessKey><SessionToken>c</SessionToken>';
    return [200, result(action, `<Credentials>${key}<Expiration>2100-01-01T00:00:00Z</Expiration></Credentials>`)];
  }
  if (/^(DescribeStacks|GetTemplate)$/.test(action)) {
    return [400, error('ValidationError', `Stack with id ${subject} does not exist`)];
  }
  return [403, error('AccessDenied', 'Nothing may be changed here')];
}

const result = (action: string, inner: string) =>
  `<${action}Response><${action}Result>${inner}</${action}Result></${action}Response>`;
const error = (code: string, message: string) =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;
