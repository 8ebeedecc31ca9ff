import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mockIdentityProviderApp } from '../../../lambdas/mock-identity-provider/app';
import type { RegisteredApplication } from '../../../lambdas/mock-identity-provider/clients';
import { aClientKey, aClock } from '../../builders';
import { MemoryTokenSigner } from '../../memory/memory-token-signer';

const bindings = { gatewayRequestId: 'gateway-request-1' };

export const registeredUri = 'https://ward.example/signed-in';
export const platformUri = 'https://api.dip.example/oauth2/callback';

/** The providers on 127.0.0.1 with memory behind them, two applications and the platform as their clients. */
export async function aMockProvider() {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // openid-client reads the machine's own clock.
  const clock = aClock(new Date().toISOString());
  const platformKey = await aClientKey();
  const platformPssKey = await aClientKey({ kid: 'key-2', alg: 'PS256' });
  const applications = new Map<string, RegisteredApplication>();
  const logoutTokens: string[] = [];
  const faults: unknown[] = [];
  const outage = { begun: false };
  const keyOf = async (algorithm: 'RS256' | 'RS512') => {
    const signer = await MemoryTokenSigner.create({ algorithm });
    return { signer, publicKey: async () => signer.jwks.keys[0] ?? {} };
  };
  const app = mockIdentityProviderApp({
    baseUrl,
    keys: { cis2: await keyOf('RS256'), 'nhs-login': await keyOf('RS512') },
    applications: {
      find: async (id) => {
        if (outage.begun) throw new Error('table secret-table is gone');
        return applications.get(id);
      },
    },
    platformClient: {
      id: 'dip-local',
      jwks: { keys: [platformKey.publicJwk, platformPssKey.publicJwk] },
      redirectUri: platformUri,
    },
    notifyLogout: async (token) => {
      if (outage.begun) throw new Error('ECONNREFUSED');
      logoutTokens.push(token);
      return 200;
    },
    clock,
    newId: randomUUID,
    onFault: (error) => faults.push(error),
  });
  const register = (id: string, more: Partial<RegisteredApplication> = {}) =>
    applications.set(id, { id, name: 'Ward round', status: 'approved', redirectUris: [registeredUri], ...more });
  register('app-1');
  register('app-2');
  server.on('request', async (incoming, response) => {
    const answer = await app.fetch(await requestOf(incoming, baseUrl), bindings);
    response.writeHead(answer.status, [...answer.headers].flat());
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  return {
    baseUrl,
    clock,
    platformKey,
    platformPssKey,
    outage,
    register,
    logoutTokens,
    faults,
    request: (path: string, init: RequestInit = {}) => app.request(path, init, bindings),
    post: (path: string, form: Record<string, string> | string) =>
      app.request(path, { method: 'POST', body: new URLSearchParams(form) }, bindings),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
export type MockProviders = Awaited<ReturnType<typeof aMockProvider>>;

async function requestOf(incoming: IncomingMessage, url: string): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const { method = 'GET' } = incoming;
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)] as [string, string]);
  const body = method === 'GET' || method === 'HEAD' ? null : Buffer.concat(chunks);
  return new Request(new URL(incoming.url ?? '/', url), { method, headers, body });
}
