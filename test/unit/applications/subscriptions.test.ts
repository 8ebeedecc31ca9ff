import { randomUUID } from 'node:crypto';
import { makeDeleteAccount } from '../../../domain/accounts/delete-account';
import type { Application } from '../../../domain/applications/application';
import { makeCreateApplication } from '../../../domain/applications/create-application';
import { makeDecideSubscription } from '../../../domain/applications/decide-subscription';
import { makeDeleteApplication, makeEndApplication } from '../../../domain/applications/delete-application';
import { ApplicationSuspended } from '../../../domain/applications/own-application';
import { makeSubscribe, makeUnsubscribe } from '../../../domain/applications/subscribe';
import {
  type Move,
  moveSubscription,
  moves,
  type Standing,
  type Subscription,
  standingOf,
} from '../../../domain/applications/subscription';
import { usageKeyOf } from '../../../domain/applications/usage-key-of';
import { makeLeaveTeams } from '../../../domain/teams/close-team';
import type { Organisation } from '../../../domain/teams/organisation';
import type { Team } from '../../../domain/teams/team';
import { aClock, anApplication, aRegistryEntry } from '../../builders';
import { MemoryAccessRequests } from '../../memory/memory-access-requests';
import { MemoryAccountStore } from '../../memory/memory-account-store';
import { MemoryApplicationStore } from '../../memory/memory-application-store';
import { MemoryRegistryStore } from '../../memory/memory-registry-store';
import { MemoryRevisedRows } from '../../memory/memory-revised-rows';
import { MemoryUsageKeys } from '../../memory/memory-usage-keys';

const at = new Date('2026-01-05T09:00:00Z');
const since = at.toISOString();
const held: Record<Standing, Subscription | undefined> = {
  none: undefined,
  pending: { status: 'pending', since },
  'asked again': { status: 'pending', by: 'platform', since },
  returned: { status: 'returned', since },
  refused: { status: 'refused', since },
  approved: { status: 'approved', since },
  'withdrawn by publisher': { status: 'revoked', by: 'publisher', since },
  'withdrawn by platform': { status: 'revoked', by: 'platform', since },
};
const standings = Object.keys(held) as Standing[];
const holding = (standing: Standing): Application => {
  const entry = held[standing];
  return anApplication({ subscriptions: entry ? { 'hello-world': entry } : {} });
};

const legal: readonly (readonly [Move, Standing, Standing])[] = [
  ['developer asks', 'none', 'pending'],
  ['developer subscribes', 'none', 'approved'],
  ['developer unsubscribes', 'pending', 'none'],
  ['developer unsubscribes', 'approved', 'none'],
  ['publisher approves', 'pending', 'approved'],
  ['publisher withdraws', 'pending', 'withdrawn by publisher'],
  ['publisher withdraws', 'approved', 'withdrawn by publisher'],
  ['publisher restores', 'withdrawn by publisher', 'approved'],
  ['platform withdraws', 'pending', 'withdrawn by platform'],
  ['platform withdraws', 'approved', 'withdrawn by platform'],
  ['platform withdraws', 'withdrawn by publisher', 'withdrawn by platform'],
  ['platform restores', 'withdrawn by platform', 'asked again'],
  ['publisher approves', 'asked again', 'approved'],
  ['publisher withdraws', 'asked again', 'withdrawn by publisher'],
  ['platform withdraws', 'asked again', 'withdrawn by platform'],
  ['assurance approves', 'none', 'approved'],
  ['assurance approves', 'pending', 'approved'],
  ['assurance approves', 'asked again', 'approved'],
  ['assurance approves', 'returned', 'approved'],
  ['assurance approves', 'refused', 'approved'],
  ['developer asks', 'returned', 'pending'],
  ['developer asks', 'refused', 'asked again'],
  ['developer unsubscribes', 'returned', 'none'],
  ['publisher approves', 'refused', 'approved'],
  ['publisher returns', 'pending', 'returned'],
  ['publisher refuses', 'pending', 'refused'],
  ['publisher refuses', 'asked again', 'refused'],
  ['publisher refuses', 'returned', 'refused'],
  ['platform withdraws', 'returned', 'withdrawn by platform'],
  ['platform withdraws', 'refused', 'withdrawn by platform'],
  ['API passes on', 'returned', 'none'],
  ['API passes on', 'refused', 'none'],
  ['API passes on', 'pending', 'none'],
  ['API passes on', 'approved', 'none'],
  ['API passes on', 'withdrawn by publisher', 'none'],
];
const every = (Object.keys(moves) as Move[]).flatMap((move) => standings.map((from) => [move, from] as const));
const illegal = every.filter(([move, from]) => !legal.some(([each, start]) => each === move && start === from));

test.each(legal)('%s: from %s to %s', (move, from, to) => {
  const moved = moveSubscription(holding(from), { api: 'hello-world', move, at });
  expect(moved?.subscriptions['hello-world']).toEqual(held[to]);
});

test.each(illegal)('%s: never from %s', (move, from) => {
  expect(moveSubscription(holding(from), { api: 'hello-world', move, at })).toBeUndefined();
});

test('what says nothing of who withdrew it was withdrawn by the publisher', () => {
  const application = anApplication({ subscriptions: { 'hello-world': { status: 'revoked', since } } });
  expect(standingOf(application, 'hello-world')).toBe('withdrawn by publisher');
});

test.each(['constructor', '__proto__', 'toString'])('nobody holds a subscription to "%s"', (api) => {
  expect(standingOf(anApplication(), api)).toBe('none');
  expect(moveSubscription(anApplication(), { api, move: 'developer unsubscribes', at })).toBeUndefined();
});

const account = 'account-1';
type Developer = Awaited<ReturnType<typeof aDeveloper>>;

async function aDeveloper({ production = false, quotas = {} } = {}) {
  const accounts = new MemoryAccountStore();
  const applications = new MemoryApplicationStore();
  const teams = new MemoryRevisedRows<Team>();
  const organisations = new MemoryRevisedRows<Organisation>();
  const registry = new MemoryRegistryStore();
  const clock = aClock();
  const usageKeys = new MemoryUsageKeys(quotas);
  const requests = new MemoryAccessRequests();
  const needs = { accounts, requests, teams, organisations, applications, registry, usageKeys, clock, production };
  await accounts.save({
    id: account,
    revision: 1,
    name: 'Ada Lovelace',
    email: 'ada@example.nhs.uk',
    status: 'active',
    createdAt: since,
    teams: [],
    applications: [],
  });
  const mode = production ? ({ subscriptions: 'on-approval' } as const) : {};
  await registry.save(aRegistryEntry({ usagePlanId: 'plan-1', ...mode }), undefined);
  await registry.save(aRegistryEntry({ api: 'other', ...mode }), undefined);
  const createApplication = makeCreateApplication({ ...needs, newId: randomUUID, environment: 'local' });
  const [subscribe, unsubscribe] = [makeSubscribe(needs), makeUnsubscribe(needs)];
  const decide = makeDecideSubscription(needs);
  const deleteApplication = makeDeleteApplication(needs);
  const leaveTeams = makeLeaveTeams({ ...needs, endApplication: makeEndApplication(needs) });
  const standing = async (id: string, api = 'hello-world') => {
    const found = await applications.find(id);
    return found && standingOf(found, api);
  };
  return {
    ...needs,
    standing,
    team: async () => teams.find((await accounts.find(account))?.teams[0] ?? ''),
    deleteApplication: (id: string) => deleteApplication({ account, id }),
    deleteAccount: makeDeleteAccount({ accounts, directory: { remove: async () => {} }, leaveTeams, clock }),
    create: async () => (await createApplication({ account, name: 'Ward round' }))?.id ?? '',
    subscribe: (id: string, api = 'hello-world') => subscribe({ account, id, api, purpose: 'Ward rounds' }),
    unsubscribe: (id: string, api = 'hello-world') => unsubscribe({ account, id, api }),
    decide: (id: string, move: Parameters<typeof decide>[0]['move']) =>
      decide({ application: id, api: 'hello-world', move, by: 'operator test' }),
    async suspend(id: string) {
      const found = await applications.find(id);
      if (found) await applications.save({ ...found, revision: found.revision + 1, status: 'revoked' });
    },
  };
}

describe.each([{ production: false }, { production: true }])("a publisher's withdrawal, %j", (environment) => {
  async function withdrawn() {
    const ada = await aDeveloper(environment);
    const id = await ada.create();
    await ada.subscribe(id);
    expect(await ada.decide(id, 'publisher withdraws')).toBe(true);
    return { ada, id };
  }

  test('is not undone by subscribing again', async () => {
    const { ada, id } = await withdrawn();
    expect(await ada.subscribe(id)).toBe('withdrawn');
    expect(await ada.standing(id)).toBe('withdrawn by publisher');
  });

  test('nor by removing the subscription first', async () => {
    const { ada, id } = await withdrawn();
    expect(await ada.unsubscribe(id)).toBe('withdrawn');
    expect(await ada.subscribe(id)).toBe('withdrawn');
    expect(await ada.standing(id)).toBe('withdrawn by publisher');
  });

  test('nor by the platform', async () => {
    const { ada, id } = await withdrawn();
    expect(await ada.decide(id, 'platform restores')).toBe(false);
    expect(await ada.decide(id, 'publisher approves')).toBe(false);
    expect(await ada.decide(id, 'publisher restores')).toBe(true);
    expect(await ada.standing(id)).toBe('approved');
  });

  test.each([
    [
      'removing it',
      async (ada: Developer, id: string) => {
        expect(await ada.unsubscribe(id)).toBe('withdrawn');
        return id;
      },
    ],
    ['another application', async (ada: Developer) => ada.create()],
    [
      'deleting the application and making it again',
      async (ada: Developer, id: string) => {
        await ada.deleteApplication(id);
        return ada.create();
      },
    ],
  ])('nor, once the platform has lifted a withdrawal of its own, by %s', async (_, evade) => {
    const { ada, id } = await withdrawn();
    expect(await ada.decide(id, 'platform withdraws')).toBe(true);
    expect(await ada.decide(id, 'platform restores')).toBe(true);
    expect(await ada.subscribe(await evade(ada, id))).toBe('pending');
  });

  test("nor by the owner's second application, of which the publisher is asked", async () => {
    const { ada } = await withdrawn();
    expect(await ada.subscribe(await ada.create())).toBe('pending');
  });

  test('nor by deleting the application and making it again', async () => {
    const { ada, id } = await withdrawn();
    expect(await ada.deleteApplication(id)).toBe(true);
    expect(await ada.applications.find(id)).toMatchObject({ name: '', status: 'revoked', apiKeys: [] });
    expect(await ada.standing(id)).toBe('withdrawn by publisher');
    expect(await ada.subscribe(await ada.create())).toBe('pending');
  });

  test('leaves other APIs as they are', async () => {
    const { ada, id } = await withdrawn();
    expect(await ada.subscribe(id, 'other')).toBe(environment.production ? 'pending' : 'approved');
  });

  test('is gone with the account', async () => {
    const { ada, id } = await withdrawn();
    await ada.deleteAccount(account);
    expect((await ada.accounts.find(account))?.teams).toEqual([]);
    expect((await ada.applications.find(id))?.team).toBeUndefined();
  });
});

test('an application of a suspended owner is not subscribed at once, and the suspended one cannot be deleted', async () => {
  const ada = await aDeveloper();
  const id = await ada.create();
  await ada.suspend(id);
  await expect(ada.subscribe(id)).rejects.toThrow(ApplicationSuspended);
  await expect(ada.deleteApplication(id)).rejects.toThrow(ApplicationSuspended);
  expect(await ada.subscribe(await ada.create(), 'other')).toBe('pending');
});

test('an account that is deleted takes its suspended applications with it', async () => {
  const ada = await aDeveloper();
  const id = await ada.create();
  await ada.suspend(id);
  await ada.deleteAccount(account);
  expect(await ada.applications.find(id)).toMatchObject({ name: '', status: 'revoked' });
  expect((await ada.accounts.find(account))?.teams).toEqual([]);
});

test('an application that was merely deleted speaks against nothing', async () => {
  const ada = await aDeveloper();
  const id = await ada.create();
  await ada.subscribe(id);
  await ada.deleteApplication(id);
  expect((await ada.team())?.applications).toEqual([]);
  expect(await ada.subscribe(await ada.create())).toBe('approved');
});

test('a withdrawal that comes between a subscription and its writing wins', async () => {
  const ada = await aDeveloper({ production: true });
  const id = await ada.create();
  const [asked, other] = await Promise.all([
    ada.subscribe(id),
    ada.subscribe(id).then(() => ada.decide(id, 'publisher withdraws')),
  ]);
  expect([asked, other]).toEqual([expect.stringMatching(/pending|withdrawn/), true]);
  expect(await ada.standing(id)).toBe('withdrawn by publisher');
});

describe("an application's subscriptions", () => {
  const apis = Array.from({ length: 25 }, (_, index) => `api-${index}`);
  async function withApis(quotas = {}) {
    const ada = await aDeveloper({ quotas });
    for (const api of apis) await ada.registry.save(aRegistryEntry({ api, usagePlanId: `plan of ${api}` }), undefined);
    return { ada, id: await ada.create() };
  }
  /** Every key, by value, with the plans it is counted in. */
  async function counted(ada: Awaited<ReturnType<typeof aDeveloper>>, id: string) {
    const application = (await ada.applications.find(id)) as Application;
    return apis.filter((api) => {
      const key = usageKeyOf(application, api);
      return key !== undefined && ada.usageKeys.plans.get(key.reference)?.has(`plan of ${api}`);
    });
  }

  test('go on beyond the ten usage plans that one key may be in, each API counted by a key of its plan', async () => {
    const { ada, id } = await withApis();
    for (const api of apis) expect([api, await ada.subscribe(id, api)]).toEqual([api, 'approved']);
    expect(await counted(ada, id)).toEqual(apis);
    expect(ada.usageKeys.plans.size).toBe(3);
    expect(Math.max(...[...ada.usageKeys.plans.values()].map(({ size }) => size))).toBe(10);
  });

  test('give their place back', async () => {
    const { ada, id } = await withApis();
    for (const api of apis.slice(0, 12)) await ada.subscribe(id, api);
    for (const api of apis.slice(0, 12)) expect(await ada.unsubscribe(id, api)).toBe('ended');
    expect([...ada.usageKeys.plans.values()].every(({ size }) => size === 0)).toBe(true);
    for (const api of apis.slice(0, 20)) await ada.subscribe(id, api);
    expect(ada.usageKeys.plans.size).toBe(2);
    expect(await counted(ada, id)).toEqual(apis.slice(0, 20));
  });

  test('find another key where the gateway allows fewer plans than it says', async () => {
    const { ada, id } = await withApis({ plansOfKey: 1 });
    for (const api of apis.slice(0, 3)) expect(await ada.subscribe(id, api)).toBe('approved');
    expect(await counted(ada, id)).toEqual(apis.slice(0, 3));
  });

  test('are refused in words, and not made, where the gateway can hold no more keys', async () => {
    const { ada, id } = await withApis({ keys: 1 });
    for (const api of apis.slice(0, 10)) await ada.subscribe(id, api);
    expect(await ada.subscribe(id, 'api-10')).toBe('no_room');
    expect(await ada.standing(id, 'api-10')).toBe('none');
  });

  test('take all their keys with them when the application is deleted', async () => {
    const { ada, id } = await withApis();
    for (const api of apis) await ada.subscribe(id, api);
    await ada.deleteApplication(id);
    expect(ada.usageKeys.plans.size).toBe(0);
  });

  test('made at the same time are all counted', async () => {
    const { ada, id } = await withApis();
    await ada.subscribe(id, 'api-0');
    for (const api of apis.slice(1, 9)) await ada.subscribe(id, api);
    await Promise.all(apis.slice(9, 12).map((api) => ada.subscribe(id, api)));
    expect(await counted(ada, id)).toEqual(apis.slice(0, 12));
  });
});

test('an approval has the calls counted before it lets them in', async () => {
  const ada = await aDeveloper({ production: true });
  const id = await ada.create();
  expect(await ada.subscribe(id)).toBe('pending');
  expect(await ada.decide(id, 'publisher approves')).toBe(true);
  const key = (await ada.applications.find(id))?.usageKeyReference ?? '';
  expect(ada.usageKeys.plans.get(key)).toEqual(new Set(['plan-1']));
});
