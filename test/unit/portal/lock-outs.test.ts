import { terms } from '../../../domain/accounts/terms';
import { aBrowser, aDeveloper, errorsIn, password } from './a-browser';
import { aPortal } from './a-portal';

const email = 'ada@example.nhs.uk';
const device = '__Host-dip-device';
type Portal = ReturnType<typeof aPortal>;

/** A browser at an address of its own, as CloudFront and the gateway tell of it. */
const at = (portal: Portal, address: string) => aBrowser(portal, { 'x-forwarded-for': `${address}, 130.176.0.1` });
const signIn = (browser: ReturnType<typeof aBrowser>, secret = password, name = email) =>
  browser.submit('/sign-in', '/sign-in', { email: name, password: secret });

async function guesses(browser: ReturnType<typeof aBrowser>, times: number, name = email): Promise<number[]> {
  const seen: number[] = [];
  for (let guess = 0; guess < times; guess += 1) seen.push((await signIn(browser, `guess ${guess}`, name)).status);
  return seen;
}

describe('while somebody guesses at an account', () => {
  let portal: Portal;
  let owner: ReturnType<typeof aBrowser>;
  beforeEach(async () => {
    portal = aPortal();
    owner = await aDeveloper(portal);
    const refused = await guesses(at(portal, '203.0.113.7'), 12);
    expect(refused).toEqual([...Array(10).fill(400), 429, 429]);
  });

  test('the owner, who is signed in, can delete it', async () => {
    expect((await owner.submit('/account/delete', '/account/delete', { password })).status).toBe(200);
  });

  test('the owner, who is signed in, can change its password', async () => {
    const fields = { password, newPassword: 'thunder otter lamp' };
    expect((await owner.submit('/account/password', '/account/password', fields)).status).toBe(303);
  });

  test('a browser that has signed in before signs in, from the very address of the attacker too', async () => {
    await owner.submit('/account', '/sign-out');
    const same = at(portal, '203.0.113.7');
    same.cookies.set(device, owner.cookies.get(device) ?? '');
    expect((await signIn(same)).status).toBe(303);
  });

  test('a right password from another address opens it', async () => {
    expect((await signIn(at(portal, '198.51.100.9'))).status).toBe(303);
  });

  test('a right password from the attacker’s address has a way in by the mailbox', async () => {
    const same = at(portal, '203.0.113.7');
    const stopped = await signIn(same);
    expect(stopped.status).toBe(429);
    expect(stopped.html).toContain('href="/forgotten-password"');
    await same.submit('/forgotten-password', '/forgotten-password', { email });
    const code = portal.directory.codeOf(email) ?? '';
    const chosen = { email, code, password: 'thunder otter lamp' };
    const changed = await same.submit('/forgotten-password/new-password', '/forgotten-password/new-password', chosen);
    expect(changed.headers.get('location')).toBe('/sign-in?done=new-password');
    expect((await signIn(same, 'thunder otter lamp')).status).toBe(303);
  });

  test('the attacker gets no more guesses by a new session, a made-up device or a header of its own', async () => {
    for (const [name, headers] of [
      ['a new session', {}],
      ['a made-up device', { cookie: `${device}=${'x'.repeat(40)}` }],
      ['a device of constructor', { cookie: `${device}=constructor.${'x'.repeat(40)}` }],
      ['an address in front', { 'x-forwarded-for': '10.0.0.1, 203.0.113.7, 130.176.0.1' }],
    ] as const) {
      const browser = aBrowser(portal, { 'x-forwarded-for': '203.0.113.7, 130.176.0.1', ...headers });
      expect([name, (await signIn(browser, 'one more guess')).status]).toEqual([name, 429]);
    }
  });

  test('a device of one’s own account opens no guesses at another’s', async () => {
    const eve = await aDeveloper(portal, 'eve@example.nhs.uk');
    const browser = at(portal, '203.0.113.7');
    browser.cookies.set(device, eve.cookies.get(device) ?? '');
    expect((await signIn(browser, 'one more guess')).status).toBe(429);
  });

  test('a quarter of an hour later the address may try again', async () => {
    portal.clock.advance(15 * 60);
    expect((await signIn(at(portal, '203.0.113.7'))).status).toBe(303);
  });
});

test('many addresses together get a hundred guesses a day at one account, and its owner’s browsers are not stopped', async () => {
  const portal = aPortal();
  const owner = await aDeveloper(portal);
  const seen: number[] = [];
  for (let host = 1; host <= 11; host += 1) seen.push(...(await guesses(at(portal, `203.0.113.${host}`), 10)));
  expect(seen.filter((status) => status === 400)).toHaveLength(100);
  expect((await signIn(at(portal, '198.51.100.9'))).status).toBe(429);
  expect((await signIn(owner)).status).toBe(303);
});

describe('guesses that go on for a day', () => {
  const allDay = async (portal: Portal, browser: ReturnType<typeof aBrowser>): Promise<number> => {
    let tried = 0;
    for (let quarter = 0; quarter < 12; quarter += 1) {
      tried += (await guesses(browser, 10)).filter((status) => status === 400).length;
      portal.clock.advance(15 * 60);
    }
    return tried;
  };

  test('from one address are thirty, and stop nobody at another', async () => {
    const portal = aPortal();
    await aDeveloper(portal);
    expect(await allDay(portal, at(portal, '203.0.113.7'))).toBe(30);
    expect((await signIn(at(portal, '198.51.100.9'))).status).toBe(303);
  });

  test('from a browser that is known are a hundred, and stop no other', async () => {
    const portal = aPortal();
    const owner = await aDeveloper(portal);
    expect(await allDay(portal, owner)).toBe(100);
    expect((await signIn(at(portal, '198.51.100.9'))).status).toBe(303);
  });
});

test('one address gets a hundred guesses in a quarter of an hour, however many accounts it aims at', async () => {
  const portal = aPortal();
  const browser = at(portal, '203.0.113.7');
  const seen: number[] = [];
  for (let victim = 0; victim < 11; victim += 1) {
    seen.push(...(await guesses(browser, 10, `victim-${victim}@example.nhs.uk`)));
  }
  expect(seen.filter((status) => status === 400)).toHaveLength(100);
});

test('guesses that are made at once are no more than one after another', async () => {
  const portal = aPortal();
  const browser = at(portal, '203.0.113.7');
  const { html } = await browser.open('/sign-in');
  const _token = /name="_token" value="([^"]+)"/.exec(html)?.[1] ?? '';
  const once = () => browser.post('/sign-in', { _token, email, password: 'a guess' });
  const seen = await Promise.all(Array.from({ length: 40 }, once));
  expect(seen.filter(({ status }) => status === 400)).toHaveLength(10);
});

test('right passwords are not counted: who signs in fifty times is not stopped', async () => {
  const portal = aPortal();
  const owner = await aDeveloper(portal);
  for (let times = 0; times < 50; times += 1) expect((await signIn(owner)).status).toBe(303);
});

test('a subscriber’s IPv6 network is one guesser', async () => {
  const portal = aPortal();
  const seen: number[] = [];
  for (let host = 1; host <= 12; host += 1) seen.push(...(await guesses(at(portal, `2001:db8:1:2::${host}`), 1)));
  expect(seen.filter((status) => status === 429)).toHaveLength(2);
  expect(await guesses(at(portal, '2001:db8:1:3::1'), 1)).toEqual([400]);
});

test.each([
  ['a sign-up', '/sign-up/confirm', { email, code: '000000' }],
  ['a new password', '/forgotten-password/new-password', { email, code: '000000', password }],
])('the code of %s cannot be guessed at for long', async (_, path, fields) => {
  const portal = aPortal();
  await aDeveloper(portal);
  const browser = at(portal, '203.0.113.7');
  const seen: number[] = [];
  for (let guess = 0; guess < 12; guess += 1) seen.push((await browser.submit(path, path, fields)).status);
  expect(seen).toEqual([...Array(10).fill(400), 429, 429]);
});

describe('mails are bounded', () => {
  const ask = (browser: ReturnType<typeof aBrowser>, path: string, to: string) =>
    browser.submit('/sign-in', path, { name: 'Eve', email: to, password, terms: terms.version });
  const paths = ['/sign-up', '/sign-up/resend', '/forgotten-password'];

  test.each(paths)('for one visitor, whomever %s writes to', async (path) => {
    const portal = aPortal({ settings: { mailsADay: 50 } });
    const browser = at(portal, '203.0.113.7');
    const seen: number[] = [];
    for (let to = 0; to < 60; to += 1) seen.push((await ask(browser, path, `to-${to}@example.nhs.uk`)).status);
    expect(seen.filter((status) => status === 200)).toHaveLength(5);
    expect(portal.directory.mails.length).toBeLessThanOrEqual(5);
  });

  test('for one visitor in a day', async () => {
    const portal = aPortal({ settings: { mailsADay: 50 } });
    const browser = at(portal, '203.0.113.7');
    let sent = 0;
    for (let quarter = 0; quarter < 4; quarter += 1) {
      for (let to = 0; to < 6; to += 1) {
        const { status } = await ask(browser, '/sign-up', `to-${quarter}-${to}@example.nhs.uk`);
        if (status === 200) sent += 1;
      }
      portal.clock.advance(15 * 60);
    }
    expect(sent).toBe(10);
  });

  test('to one address, whoever asks', async () => {
    const portal = aPortal();
    const seen: number[] = [];
    for (let host = 1; host <= 7; host += 1) {
      seen.push((await ask(at(portal, `203.0.113.${host}`), '/sign-up', email)).status);
    }
    expect(seen).toEqual([200, 200, 200, 200, 200, 429, 429]);
  });

  test('in all, with an alarm, and a fifth is kept for those who are known', async () => {
    const portal = aPortal({ settings: { mailsADay: 10 } });
    const owner = await aDeveloper(portal);
    const seen: number[] = [];
    for (let host = 1; host <= 9; host += 1) {
      seen.push((await ask(at(portal, `203.0.113.${host}`), '/sign-up', `to-${host}@example.nhs.uk`)).status);
    }
    expect(seen).toEqual([...Array(7).fill(200), 503, 503]);
    expect(portal.mailsRefused).toHaveLength(2);
    expect((await ask(owner, '/forgotten-password', email)).status).toBe(200);
  });

  test('and the answer is the same for an address that has an account', async () => {
    const portal = aPortal({ settings: { mailsADay: 10 } });
    await aDeveloper(portal);
    const answers = [];
    for (const to of [email, 'nobody@example.nhs.uk']) {
      const browser = at(portal, `198.51.100.${answers.length}`);
      answers.push([
        (await ask(browser, '/forgotten-password', to)).status,
        (await ask(browser, '/sign-up', to)).status,
      ]);
    }
    expect(answers[0]).toEqual(answers[1]);
  });
});

test('a mail that the directory cannot send is told to the visitor and to whoever runs the platform', async () => {
  const portal = aPortal();
  portal.directory.sendResetCode = async () => false;
  const answer = await at(portal, '203.0.113.7').submit('/sign-in', '/forgotten-password', { email });
  expect(answer.status).toBe(503);
  expect(errorsIn(answer.html)).toEqual([]);
  expect(portal.mailsRefused).toHaveLength(1);
});
