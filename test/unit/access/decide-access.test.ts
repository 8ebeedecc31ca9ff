import fc from 'fast-check';
import { decideAccess } from '../../../domain/access/decide-access';
import { accessMode, satisfies } from '../../../domain/credentials/access-mode';
import { anApplication, aRegistryEntry, subscribedTo } from '../../builders';

const application = anApplication({ subscriptions: subscribedTo('hello-world') });
const entry = aRegistryEntry();

test('an application that is not subscribed is refused', () => {
  for (const subscriptions of [{}, subscribedTo('another-api')]) {
    expect(decideAccess(entry, { application: anApplication({ subscriptions }), mode: 'app-level3' })).toEqual({
      outcome: 'refused',
      reason: 'not_subscribed',
    });
  }
});

test.each(['pending', 'revoked'] as const)('a subscription that is %s is none', (status) => {
  const subscriptions = { 'hello-world': { status, since: '2026-01-01T00:00:00Z' } };
  expect(decideAccess(entry, { application: { ...application, subscriptions }, mode: 'app-level3' }).outcome).toBe(
    'refused',
  );
});

test.each(['pending', 'revoked'] as const)('an application that is %s is refused', (status) => {
  expect(decideAccess(entry, { application: { ...application, status }, mode: 'app-level3' })).toEqual({
    outcome: 'refused',
    reason: 'application_not_approved',
  });
});

test('an API named like a property of every object is not subscribed to by everyone', () => {
  const odd = aRegistryEntry({ api: 'constructor' });
  expect(decideAccess(odd, { application, mode: 'app-level3' }).outcome).toBe('refused');
});

test('a mode that no operation accepts is no authorisation', () => {
  expect(decideAccess(entry, { application, mode: 'app-level0' }).outcome).toBe('unauthorised');
  expect(decideAccess(entry, { application, mode: 'nhs-cis2-aal1' }).outcome).toBe('unauthorised');
});

test('a higher level does where a lower is asked, and nothing does for another provider or credential', () => {
  fc.assert(
    fc.property(fc.constantFrom(...accessMode.options), fc.constantFrom(...accessMode.options), (mode, asked) => {
      const operations = [{ id: 'one', method: 'GET' as const, path: '/one', access: [asked] }];
      const { outcome } = decideAccess(aRegistryEntry({ operations }), { application, mode });
      const [provider, level] = [mode.slice(0, -1), mode.slice(-1)];
      const isHigher = provider === asked.slice(0, -1) && level >= asked.slice(-1) && !provider.startsWith('app');
      expect(outcome === 'allowed').toBe(mode === asked || isHigher);
      expect(satisfies(mode, asked)).toBe(outcome === 'allowed');
    }),
  );
});

test('open operations are neither allowed nor refused: nobody is asked', () => {
  const decision = decideAccess(entry, { application, mode: 'app-level3' });
  expect(decision).toEqual({
    outcome: 'allowed',
    operations: {
      allowed: ['GET', 'HEAD'].map((method) => expect.objectContaining({ id: 'application', method })),
      refused: ['GET', 'HEAD'].map((method) => expect.objectContaining({ id: 'user', method })),
    },
  });
});
