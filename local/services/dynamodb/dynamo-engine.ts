import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { Agent, type IncomingHttpHeaders, request, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import dynalite from 'dynalite';
import type { AwsResponse } from '../../cloud/endpoint/aws-service';

/** DynamoDB's own behaviour, by dynalite, on a socket that only this user's processes reach. */
export interface DynamoEngine {
  forward(headers: Readonly<Record<string, string>>, body: Buffer): Promise<AwsResponse>;
  /** One operation with the host's own authority; throws what DynamoDB answers. */
  call(operation: string, input: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

/** `path` is where the LevelDB store is kept. */
export async function startDynamoEngine(path: string): Promise<DynamoEngine> {
  mkdirSync(dirname(path), { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), 'dip-'));
  const socketPath = process.platform === 'win32' ? `\\\\.\\pipe\\${folder}` : join(folder, 'dynamodb');
  const server = dynalite({ path, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(socketPath, resolve));
  const agent = new Agent({ keepAlive: true });

  const forward: DynamoEngine['forward'] = (headers, body) =>
    new Promise((resolve, reject) => {
      const outgoing = request({ socketPath, agent, method: 'POST', path: '/', headers }, async (answer) =>
        resolve({ status: answer.statusCode ?? 500, headers: plain(answer.headers), body: await buffer(answer) }),
      );
      outgoing.on('error', reject).end(body);
    });

  return {
    forward,
    async call(operation, input) {
      const headers = {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDB_20120810.${operation}`,
        'x-amz-date': '20000101T000000Z',
        authorization: 'AWS4-HMAC-SHA256 Credential=local-admin, SignedHeaders=host, Signature=none',
      };
      const { status, body } = await forward(headers, Buffer.from(JSON.stringify(input)));
      const answer = JSON.parse(String(body));
      if (status !== 200) throw Object.assign(new Error(answer.message ?? operation), { code: nameOf(answer.__type) });
      return answer;
    },
    async stop() {
      agent.destroy();
      await close(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const nameOf = (type: unknown): string => String(type).split('#').at(-1) ?? '';

const plain = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name !== 'connection' && name !== 'keep-alive')
      .map(([name, value]) => [name, String(value)]),
  );

const close = (server: Server): Promise<void> =>
  new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve())));
