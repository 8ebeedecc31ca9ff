import { Refusal } from '../../../domain/errors/refusal';
import { CircuitBreaker } from '../../../domain/relay/circuit-breaker';
import type { TargetAnswer } from '../../../domain/relay/target';
import { aRelay, aRelayConfig } from './a-relay';
import { aTargetServer } from './a-target-server';

function aBreaker() {
  let now = 0;
  const breaker = new CircuitBreaker({ now: () => new Date(now) });
  const asked: number[] = [];
  /** What the target does with a call that may take 27 s, or `refused` with its Retry-After. */
  const call = async (outcome: TargetAnswer['outcome'], status = 200) => {
    try {
      await breaker.call(27_000, async (timeoutMillis) => {
        asked.push(timeoutMillis);
        if (outcome === 'timed-out') now += timeoutMillis;
        return outcome === 'answered' ? { outcome, status, headers: [] } : { outcome };
      });
      return 'asked';
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      expect(error.details.code).toBe('SERVICE_UNAVAILABLE');
      return `refused for ${error.headers.find(([name]) => name === 'Retry-After')?.[1]} s`;
    }
  };
  const all = async (...outcomes: TargetAnswer['outcome'][]) => {
    for (const outcome of outcomes) await call(outcome);
  };
  return { call, all, asked, pass: (millis: number) => (now += millis) };
}

test.each<[string, TargetAnswer['outcome'][], string]>([
  ['one that hung once', ['timed-out'], 'asked'],
  ['one that hung twice', ['timed-out', 'timed-out'], 'refused for 5 s'],
  ['one that failed four times', ['unreachable', 'unreachable', 'unreachable', 'unreachable'], 'asked'],
  [
    'one that failed five times',
    ['unreachable', 'unreachable', 'timed-out', 'unreachable', 'unreachable'],
    'refused for 5 s',
  ],
  ['one that hung, answered and hung', ['timed-out', 'answered', 'timed-out'], 'asked'],
  ['one that answers too much', ['timed-out', 'too-large', 'timed-out'], 'asked'],
])('a call of %s is %s', async (_, before, expected) => {
  const { call, all } = aBreaker();
  await all(...before);
  expect(await call('answered')).toBe(expected);
});

test('a target that answers errors is there', async () => {
  const { call } = aBreaker();
  for (let turn = 0; turn < 20; turn += 1) expect(await call('answered', 503)).toBe('asked');
});

test('after the pause one call looks, for ten seconds at most, and what it finds decides', async () => {
  const { call, all, asked, pass } = aBreaker();
  await all('timed-out', 'timed-out');
  pass(4_999);
  expect(await call('answered')).toBe('refused for 1 s');
  pass(1);
  expect(await call('timed-out')).toBe('asked');
  expect(asked.at(-1)).toBe(10_000);
  expect(await call('answered')).toBe('refused for 10 s');
  pass(10_000);
  expect(await call('answered')).toBe('asked');
  expect(await call('answered')).toBe('asked');
  expect(asked.at(-1)).toBe(27_000);
});

test('the pause grows to a minute and no further, and is short again after an answer', async () => {
  const { call, all, pass } = aBreaker();
  await all('timed-out', 'timed-out');
  for (let turn = 0; turn < 6; turn += 1) {
    pass(60_000);
    await call('unreachable');
  }
  expect(await call('answered')).toBe('refused for 60 s');
  pass(60_000);
  await all('answered', 'timed-out', 'timed-out');
  expect(await call('answered')).toBe('refused for 5 s');
});

test('while one call looks, the others are refused', async () => {
  let now = 0;
  const breaker = new CircuitBreaker({ now: () => new Date(now) });
  const hang = () => breaker.call(1, async () => ({ outcome: 'timed-out' }));
  await hang();
  await hang();
  now += 5_000;
  let answer: (answer: TargetAnswer) => void = () => undefined;
  const looking = breaker.call(1, () => new Promise<TargetAnswer>((resolve) => (answer = resolve)));
  await expect(breaker.call(1, () => Promise.reject(new Error('asked')))).rejects.toThrow(Refusal);
  answer({ outcome: 'answered', status: 200, headers: [] });
  await looking;
  await breaker.call(1, async () => ({ outcome: 'unreachable' }));
});

test("the refusal is in the API's own format, and costs the target nothing", async () => {
  const server = await aTargetServer();
  server.answerWith(() => undefined);
  const { call } = aRelay(aRelayConfig({ target: { url: server.url, timeoutMillis: 50 } }));
  for (const status of [504, 504, 503, 503]) expect((await call({})).status).toBe(status);
  const response = await call({});
  expect(server.arrived).toHaveLength(2);
  expect(response.header('retry-after')).toBe('5');
  expect(response.text).toContain('OperationOutcome');
  expect((await call({ path: '/_ping' })).status).toBe(200);
  server.close();
});
