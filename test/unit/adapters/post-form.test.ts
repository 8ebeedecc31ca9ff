import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { postForm } from '../../../adapters/node/post-form';

let server: Server;
let url: string;
const received: string[] = [];
beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    received.push(`${request.method} ${request.headers['content-type']} ${Buffer.concat(chunks)}`);
    response.writeHead(request.url === '/moved' ? 302 : 400, { location: '/elsewhere' });
    response.end('refused');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

test('a form arrives as one, and the status comes back whatever it is', async () => {
  expect(await postForm(`${url}/form`, { a: 'b&c', d: 'é' })).toBe(400);
  expect(received.at(-1)).toBe('POST application/x-www-form-urlencoded a=b%26c&d=%C3%A9');
});

test('nobody is followed elsewhere', async () => {
  const before = received.length;
  expect(await postForm(`${url}/moved`, {})).toBe(302);
  expect(received).toHaveLength(before + 1);
});

test('no answer is an error', async () => {
  await expect(postForm('http://127.0.0.1:1/', {})).rejects.toThrow();
});
