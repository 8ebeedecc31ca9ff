import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { aCaller, aRelay, aRelayConfig } from '../../test/unit/relay/a-relay';
import type { Figure } from './figure';
import { perSecond, rounded } from './rate';

/** Calls through a relay to a backend on this machine, one after the other. */
export async function measure(): Promise<Figure[]> {
  const backend = createServer((_request, response) => response.end('{"resourceType":"Patient"}'));
  await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(backend.address() as AddressInfo).port}`;
  const agent = new Agent({ keepAlive: true });
  try {
    const { call } = aRelay(aRelayConfig({ target: { url, timeoutMillis: 5_000 } }));
    const relayed = await perSecond(() => call({ path: '/Patient/1' }, aCaller()));
    const direct = await perSecond(() => directCall(`${url}/Patient/1`, agent));
    const against = 'the same call by node:http, on a connection that is kept';
    return [{ name: 'relay', value: rounded(relayed), unit: '1/s', against, ratio: rounded(relayed / direct) }];
  } finally {
    agent.destroy();
    backend.close();
    backend.closeAllConnections();
  }
}

const directCall = (url: string, agent: Agent): Promise<void> =>
  new Promise((resolve, reject) => {
    const sent = request(url, { agent }, (response) => response.on('end', resolve).resume());
    sent.on('error', reject).end();
  });
