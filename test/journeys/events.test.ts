import { sha256SecretHash } from '../../adapters/node/secret-hash';
import { brokenAt, type Event } from '../../domain/events/event';
import { aNewVisitor } from './a-visitor';
import { type Platform, startPlatform } from './platform';

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.stop());

test('a team reads from its events table what it did, in a chain that holds', async () => {
  const ada = await aNewVisitor(platform, 'events@example.nhs.uk', 'Ada Lovelace');
  const application = await ada.register('Ward round');
  const page = `/applications/${application}`;
  await ada.submit(page, `${page}/subscriptions`, { api: 'hello-world' });
  await ada.submit(page, `${page}/keys`, {});
  const team = /href="\/teams\/([^"/?#]+)"/.exec((await ada.open('/teams')).replaceAll('/teams/new', ''))?.[1] ?? '';
  const events: Event[] = JSON.parse(await ada.open(`/teams/${team}/events.json`)).reverse();
  expect(events.map(({ what }) => what)).toEqual([
    ...['team.opened', 'application.registered', 'subscription.approved', 'key.issued'],
  ]);
  expect(brokenAt(events, sha256SecretHash.of)).toBeUndefined();
}, 120_000);
