import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { holdsUntil } from '../../domain/onboarding/answers';
import { questionnaires } from '../../domain/onboarding/questionnaire';
import { answersOn } from '../onboarding-answers';
import { aNewVisitor, aVisitor, lastMail, newVisitorsPassword, type Visitor } from './a-visitor';
import { awsSettings } from './aws-client';
import { type Platform, projectRoot, startPlatform, testOnThisMachine } from './platform';

const api = 'hello-world';
const answers = answersOn(new Date());
let platform: Platform;
/** The product that was approved: where its sides see it, and a key of its application. */
let assured: { readonly key: string; readonly tasks: string; readonly review: string };
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.stop());

const keyOf = async (visitor: Visitor, page: string): Promise<string> => {
  const shown = await visitor.open(await visitor.submit(page, `${page}/keys`, {}));
  return /id="new-api-key">([^<]+)</.exec(shown)?.[1] ?? '';
};
const call = async (apikey: string): Promise<number> =>
  (await fetch(`${platform.api}/${api}/hello/application`, { headers: { apikey } })).status;
/** The gateway may answer by what it was told for a minute. */
const aMinuteLater = () => platform.control('/_dip/clock', { advance: 'PT61S' });

/** The same API as a publisher would deploy it who lets applications in another way. */
async function deployedWith(mode: string): Promise<void> {
  const client = new DynamoDBClient(awsSettings(platform));
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  await DynamoDBDocumentClient.from(client).send(
    new UpdateCommand({
      TableName: TableNames.find((name) => /Registry/.test(name)),
      Key: { api },
      UpdateExpression: 'SET subscriptions = :mode',
      ExpressionAttributeValues: { ':mode': mode },
    }),
  );
  client.destroy();
}

/** `dip app`, beside this process, whose connections would end meanwhile. */
const dip = async (...args: readonly string[]) => {
  const bin = join(projectRoot, 'bin', 'dip.ts');
  const env = { ...process.env, DIP_PORT: new URL(platform.api).port, DIP_STATE: platform.state };
  const child = spawn(process.execPath, ['--import', 'tsx', bin, 'app', ...args], { env });
  const parts: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => parts.push(part));
  const [status] = await once(child, 'close');
  return { status, text: Buffer.concat(parts).toString() };
};

test('somebody who leaves orphans nothing: who was invited by mail goes on with the application', async () => {
  const heir = 'heir@example.nhs.uk';
  const ada = await aNewVisitor(platform, 'leaver@example.nhs.uk', 'Mary Somerville');
  const application = await ada.register('Ward round');
  const page = `/applications/${application}`;
  await ada.submit(page, `${page}/subscriptions`, { api: 'hello-world' });
  const key = await keyOf(ada, page);
  expect(await call(key)).toBe(200);

  const team = /href="(\/teams\/[\w-]+)"/.exec(await ada.open(page))?.[1] ?? '';
  await ada.submit(team, `${team}/invitations`, { email: heir, invitedRole: 'owner' });
  const { text } = await lastMail(platform, heir);
  const link = new URL(/http\S+/.exec(text)?.[0] ?? '').pathname;
  const grace = await aNewVisitor(platform, heir);
  expect(await grace.open(page)).toContain('Page not found');
  expect(await grace.submit(link, link, {})).toBe(`${team}?done=joined`);

  expect(await ada.submit(`${team}/leave`, `${team}/leave`, {})).toBe('/teams?done=left');
  expect(await ada.open(page)).toContain('Page not found');
  expect(await call(key)).toBe(200);
  expect(await call(await keyOf(grace, page))).toBe(200);
});

test('the demo user’s team answers for the demo application', async () => {
  const demo = await aVisitor(platform);
  expect(await demo.open('/teams')).toContain('Demo team');
  expect(await demo.open(`/applications/${platform.application().clientId}`)).toContain('Demo team');
});

test('the publisher returns, approves, suspends and restores, and the gateway follows within a minute', async () => {
  await deployedWith('on-approval');
  const grace = await aNewVisitor(platform, 'grace@example.nhs.uk');
  const publisher = await aVisitor(platform);
  const application = await grace.register('Ward round');
  const page = `/applications/${application}`;
  const theirs = `/producer/${api}/applications/${application}`;
  const decide = async (move: string, reason = '') => {
    expect(await publisher.submit(theirs, theirs, { move: `publisher ${move}`, reason })).toBe(
      `${theirs}?done=decided`,
    );
  };
  const key = await keyOf(grace, page);
  const purpose = 'Shows charts on ward rounds';
  expect(await grace.submit(page, `${page}/subscriptions`, { api, purpose })).toBe(`${page}?done=requested`);
  expect(await call(key)).toBe(401);
  expect((await lastMail(platform, 'demo@dip.example')).text).toContain(theirs);

  await decide('returns', 'Which wards?');
  const access = `${page}/subscriptions/${api}`;
  expect(await grace.open(access)).toContain('Which wards?');
  await grace.submit(access, access, { purpose: 'Shows charts on two wards' });
  await decide('approves');
  await aMinuteLater();
  expect(await call(key)).toBe(200);
  expect((await lastMail(platform, 'grace@example.nhs.uk')).text).toContain('has approved');

  await decide('withdraws', 'Too many calls');
  await aMinuteLater();
  expect(await call(key)).toBe(401);
  await decide('restores');
  await aMinuteLater();
  expect(await call(key)).toBe(200);
  expect(await grace.open(access)).toMatch(
    /Restored[\s\S]*Suspended[\s\S]*Too many calls[\s\S]*Approved[\s\S]*Returned/,
  );
});

test('an operator stops an application at once, and lets it go on where it stopped', async () => {
  const ada = await aNewVisitor(platform, 'ada@example.nhs.uk', 'Ada Lovelace');
  const application = await ada.register('Night shift');
  const page = `/applications/${application}`;
  const key = await keyOf(ada, page);
  await ada.submit(page, `${page}/subscriptions`, { api, purpose: 'Shows charts at night' });
  expect((await dip('approve', application, '--api', api, '--reason', 'Urgent')).text).toContain('names the team');
  const publisher = await aVisitor(platform);
  const theirs = `/producer/${api}/applications/${application}`;
  await publisher.submit(theirs, theirs, { move: 'publisher approves', reason: '' });
  await aMinuteLater();
  expect(await call(key)).toBe(200);

  expect(await dip('suspend', application, '--reason', 'Its key leaked')).toMatchObject({ status: 0 });
  await aMinuteLater();
  expect(await call(key)).toBe(401);
  expect(await ada.open(page)).toContain('Its key leaked');
  const shown = await dip('show', application, '--json');
  expect(JSON.parse(shown.text)).toMatchObject({ status: 'suspended', subscriptions: [{ api, standing: 'approved' }] });
  expect(shown.text).not.toContain(key.slice(key.indexOf('.') + 1));

  expect(await dip('restore', application, '--reason', 'It has another key')).toMatchObject({ status: 0 });
  await aMinuteLater();
  expect(await call(key)).toBe(200);
  expect((await dip('suspend', application, '--api', api, '--reason', 'Too many calls')).status).toBe(0);
  await aMinuteLater();
  expect(await call(key)).toBe(401);
  expect(await dip('show', 'nobody')).toMatchObject({
    status: 1,
    text: expect.stringContaining('There is no application'),
  });
  expect(await dip('suspend', application)).toMatchObject({ status: 2 });
});

test('a product is answered for, submitted, returned, mended and approved, and only then may its application call', async () => {
  await deployedWith('on-assurance');
  const edith = await aNewVisitor(platform, 'edith@example.nhs.uk', 'Edith Clarke');
  const publisher = await aVisitor(platform);
  const application = await edith.register('Charts');
  const key = await keyOf(edith, `/applications/${application}`);
  const team = /href="(\/teams\/[\w-]+)"/.exec(await edith.open(`/applications/${application}`))?.[1] ?? '';
  await edith.submit(`${team}/organisation`, `${team}/organisation`, { name: 'A trust', type: 'hospital-trust' });
  const product = (
    await edith.submit('/products/new', '/products', { name: 'Ward charts', team: team.slice(7) })
  ).replace('?done=created', '');
  await edith.submit(product, `${product}/apis`, { api, application });
  const tasks = `${product}/apis/${api}`;
  expect(await edith.open(tasks)).toContain('0 of 12 tasks are completed');
  for (const [section, given] of Object.entries(answers)) {
    for (const _ of [1, 2]) await edith.submit(`${tasks}/${section}`, `${tasks}/${section}`, given);
  }
  expect(await edith.submit(tasks, `${tasks}/submit`, {})).toBe(`${tasks}?done=submitted`);

  const review = `/producer/${api}${product}`;
  await publisher.submit(review, review, { move: 'reviewer begins', reason: '' });
  const comment = { 'comment-support': 'And at night?' };
  await publisher.submit(review, review, { move: 'reviewer returns', reason: 'One answer is open', ...comment });
  expect(await edith.open(tasks)).toContain('And at night?');
  await edith.submit(`${tasks}/service`, `${tasks}/service`, { ...answers.service, support: 'Day and night' });
  await edith.submit(tasks, `${tasks}/submit`, {});
  expect(await call(key)).toBe(401);
  for (const move of ['begins', 'approves'])
    await publisher.submit(review, review, { move: `reviewer ${move}`, reason: '' });
  await aMinuteLater();
  expect(await call(key)).toBe(200);
  expect((await lastMail(platform, 'edith@example.nhs.uk')).text).toContain(tasks);
  assured = { key, tasks, review };
});

testOnThisMachine(
  'evidence that runs out is told, ends the access after notice, and opens it again once it is renewed',
  async () => {
    const edith = { email: 'edith@example.nhs.uk', password: newVisitorsPassword };
    const advance = (by: string) => platform.control('/_dip/clock', { advance: by });
    const told = async () => (await lastMail(platform, edith.email)).text;
    const { key, tasks, review } = assured;
    const day = 24 * 60 * 60 * 1000;
    const questions = questionnaires.at(-1)?.sections.flatMap((section) => section.questions) ?? [];
    const given = new Date(Date.now() - 35 * day).toISOString().slice(0, 10);
    const [first = ''] = questions.flatMap((question) => holdsUntil(question, given) ?? []).sort();
    const left = Math.floor((Date.parse(first) - Date.now()) / day);
    await advance(`P${left - 20}D`);
    expect(await told()).toContain('in part. Answer that part again');
    await advance('P22D');
    expect(await told()).toContain('its access is suspended on');
    expect(await call(key)).toBe(200);
    await advance('P14D');
    expect(await told()).toContain('has run out');
    await aMinuteLater();
    expect(await call(key)).toBe(401);

    const again = await aVisitor(platform, edith);
    for (const [section, anew] of Object.entries(answersOn(new Date(Date.now() + (left + 16) * day))))
      for (const _ of [1, 2]) await again.submit(`${tasks}/${section}`, `${tasks}/${section}`, anew);
    await again.submit(tasks, `${tasks}/submit`, {});
    const publisher = await aVisitor(platform);
    for (const move of ['begins', 'approves'])
      await publisher.submit(review, review, { move: `reviewer ${move}`, reason: '' });
    await aMinuteLater();
    expect(await call(key)).toBe(200);
  },
);
