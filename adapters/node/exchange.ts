import { type Agent, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { NameValueList } from '../../domain/http/http-message';
import type { TargetAnswer, TargetRequest } from '../../domain/relay/target';

export interface Exchange {
  readonly answer: TargetAnswer;
  /** The kept-alive connection had been closed at the other end, so the target has not seen the request. */
  readonly staleConnection: boolean;
}

/** The most that is read of an answer: no function can return more. */
const mostBytes = 6 * 1024 * 1024;

/** One request and its whole answer on one connection; never rejects for what the target does. */
export function exchange(
  { method, url, headers, body, timeoutMillis }: TargetRequest,
  agent: Agent,
): Promise<Exchange> {
  return new Promise((resolve) => {
    const send = url.startsWith('https:') ? requestHttps : requestHttp;
    const outgoing = send(url, { method, agent, headers: grouped(headers, body) });
    const settle = (answer: TargetAnswer, staleConnection = false) => {
      clearTimeout(timer);
      resolve({ answer, staleConnection });
      if (answer.outcome !== 'answered') outgoing.destroy();
    };
    const timer = setTimeout(() => settle({ outcome: 'timed-out' }), timeoutMillis);
    let answering = false;
    // 101 (RFC 9110 §15.2.2): nobody asked for another protocol, and what follows is not HTTP.
    outgoing.on('upgrade', () => settle({ outcome: 'unreachable' }));
    outgoing.on('information', ({ statusCode }) => statusCode === 101 && settle({ outcome: 'unreachable' }));
    outgoing.on('error', () => settle({ outcome: 'unreachable' }, outgoing.reusedSocket && !answering));
    outgoing.on('response', (response) => {
      answering = true;
      read(response, settle);
    });
    outgoing.end(body);
  });
}

function read(response: IncomingMessage, settle: (answer: TargetAnswer) => void): void {
  const chunks: Buffer[] = [];
  let length = 0;
  response.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > mostBytes) settle({ outcome: 'too-large' });
    else chunks.push(chunk);
  });
  response.on('error', () => settle({ outcome: 'unreachable' }));
  response.on('close', () => {
    if (!response.complete) return settle({ outcome: 'unreachable' });
    settle({
      outcome: 'answered',
      status: response.statusCode ?? 0,
      headers: pairs(response.rawHeaders),
      body: Buffer.concat(chunks),
    });
  });
}

/**
 * Lines of one header together. The length is always stated: Node.js would send a GET's body without one, and a
 * target would read it as the next request.
 */
function grouped(headers: NameValueList, body: Uint8Array | undefined): Record<string, string[]> {
  const byName = new Map<string, string[]>();
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    byName.set(key, [...(byName.get(key) ?? []), value]);
  }
  if (body) byName.set('content-length', [String(body.length)]);
  return Object.fromEntries(byName);
}

const pairs = (rawHeaders: readonly string[]): NameValueList =>
  rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ''] as const] : []));
