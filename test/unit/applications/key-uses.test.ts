import { sha256SecretHash } from '../../../adapters/node/secret-hash';
import { makeNoteKeyUse } from '../../../domain/applications/key-uses';
import { aClock } from '../../builders';
import { MemoryKeyUses } from '../../memory/memory-key-uses';
import { aTokenEndpoint } from '../oauth/token-endpoint';

const key = { kind: 'apiKeys', id: 'k1' } as const;

function noting() {
  const clock = aClock('2026-11-26T23:59:00Z');
  const writes: string[] = [];
  const unnoted: unknown[] = [];
  const keyUses = new MemoryKeyUses();
  const note = makeNoteKeyUse({
    keyUses: {
      note: async (application, used, day) => {
        writes.push(`${application} ${used.id} ${day}`);
        if (application === 'failing') throw new Error('throttled');
        await keyUses.note(application, used, day);
      },
    },
    clock,
    onUnnoted: (error) => unnoted.push(error),
  });
  return { clock, writes, unnoted, keyUses, note };
}

describe('the use of a key', () => {
  test('is written once a day, and again on the next', async () => {
    const { clock, writes, keyUses, note } = noting();
    for (let call = 0; call < 3; call += 1) await note('app-1', key);
    clock.advance(120);
    await note('app-1', key);
    expect(writes).toEqual(['app-1 k1 2026-11-26', 'app-1 k1 2026-11-27']);
    expect(await keyUses.of('app-1')).toEqual(new Map([['apiKeys k1', '2026-11-27']]));
  });

  test('is of one application and one kind of key', async () => {
    const { keyUses, note } = noting();
    await note('app-1', key);
    await note('app-1', { kind: 'jwks', id: 'k1' });
    await note('app-2', key);
    expect([...(await keyUses.of('app-1')).keys()]).toEqual(['apiKeys k1', 'jwks k1']);
    expect([...(await keyUses.of('app-2')).keys()]).toEqual(['apiKeys k1']);
  });

  test('that cannot be written stops nobody, and is told once a day', async () => {
    const { unnoted, note } = noting();
    for (let call = 0; call < 3; call += 1) await note('failing', key);
    expect(unnoted).toEqual([new Error('throttled')]);
  });

  test('of however many keys is remembered within bounds', async () => {
    const { writes, note } = noting();
    for (let id = 0; id <= 10_000; id += 1) await note('app-1', { kind: 'jwks', id: `k${id}` });
    await note('app-1', { kind: 'jwks', id: 'k0' });
    expect(writes).toHaveLength(10_002);
  });
});

describe('the token endpoint notes', () => {
  test('the public key that an assertion was signed with, and none where it is refused', async () => {
    const { post, aForm, keyUses, clientKey } = await aTokenEndpoint();
    await post(await aForm({ client_assertion: 'a.b.c' }));
    expect(await keyUses.of('app-1')).toEqual(new Map());
    expect((await post(await aForm())).status).toBe(200);
    expect([...(await keyUses.of('app-1')).keys()]).toEqual([`jwks ${clientKey.publicJwk.kid}`]);
  });

  test('the client secret that was shown, until it expires, when it is refused', async () => {
    const clientSecrets = [
      {
        id: 's1',
        hash: sha256SecretHash.of('a-secret'),
        createdAt: '2026-01-01T00:00:00Z',
        expiresAt: new Date(aClock().now().getTime() + 60_000).toISOString(),
      },
    ];
    const server = await aTokenEndpoint({ application: { clientSecrets } });
    const ask = () =>
      server.post({ grant_type: 'refresh_token', refresh_token: 'a.b', client_id: 'app-1', client_secret: 'a-secret' });
    expect((await ask()).body.error).toBe('invalid_grant');
    expect([...(await server.keyUses.of('app-1')).keys()]).toEqual(['clientSecrets s1']);
    server.clock.advance(60);
    expect(await ask()).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
  });
});
