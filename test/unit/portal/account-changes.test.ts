import { type ABrowser, aBrowser, aDeveloper, errorsIn, password } from './a-browser';
import { aPortal } from './a-portal';

const email = 'ada@example.nhs.uk';
const newPassword = 'thunder otter lamp';
type Portal = ReturnType<typeof aPortal>;

const isIn = async (browser: ABrowser) => (await browser.open('/account')).status === 200;
const signIn = async (portal: Portal, secret = password, as = email) => {
  const browser = aBrowser(portal);
  const answer = await browser.submit('/sign-in', '/sign-in', { email: as, password: secret });
  return { browser, isIn: answer.status === 303 };
};
const reset = (browser: ABrowser, fields: Record<string, string>) =>
  browser.submit('/forgotten-password/new-password', '/forgotten-password/new-password', fields);

describe('a forgotten password', () => {
  async function asked() {
    const portal = aPortal();
    const owner = await aDeveloper(portal);
    const browser = aBrowser(portal);
    const answer = await browser.submit('/forgotten-password', '/forgotten-password', { email });
    return { portal, owner, browser, answer, code: portal.directory.codeOf(email) ?? '' };
  }

  test('is replaced by a code from the mailbox, which ends every session', async () => {
    const { portal, owner, browser, code } = await asked();
    expect((await reset(browser, { email, code, password: newPassword })).status).toBe(303);
    expect(await isIn(owner)).toBe(false);
    expect((await signIn(portal)).isIn).toBe(false);
    expect((await signIn(portal, newPassword)).isIn).toBe(true);
  });

  test('is replaced once by each code', async () => {
    const { portal, browser, code } = await asked();
    await reset(browser, { email, code, password: newPassword });
    const again = await reset(aBrowser(portal), { email, code, password: 'another otter lamp' });
    expect(errorsIn(again.html).map(({ field }) => field)).toEqual(['code']);
    expect((await signIn(portal, newPassword)).isIn).toBe(true);
  });

  test('answers alike for an address that is unknown', async () => {
    const { portal, answer } = await asked();
    const unknown = await aBrowser(portal).submit('/forgotten-password', '/forgotten-password', {
      email: 'nobody@example.nhs.uk',
    });
    const sameFor = (html: string) => html.replaceAll(/(nonce|value)="[^"]*"/g, '');
    expect(unknown.status).toBe(answer.status);
    expect(sameFor(unknown.html)).toBe(sameFor(answer.html));
  });

  test('needs a right code, and a right address', async () => {
    const { portal, browser, code } = await asked();
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
    for (const fields of [
      { email, code: wrong },
      { email: 'nobody@example.nhs.uk', code },
    ]) {
      expect((await reset(browser, { ...fields, password: newPassword })).status).toBe(400);
    }
    expect((await signIn(portal)).isIn).toBe(true);
  });

  test('of a deleted account stays forgotten', async () => {
    const { portal, owner } = await asked();
    await owner.submit('/account/delete', '/account/delete', { password });
    await aBrowser(portal).submit('/forgotten-password', '/forgotten-password', { email });
    const code = portal.directory.codeOf(email) ?? '';
    expect((await reset(aBrowser(portal), { email, code, password: newPassword })).status).toBe(400);
  });
});

describe('a password that is too easy to guess is refused', () => {
  const easy = [
    ['of twelve spaces', ' '.repeat(12)],
    ['of digits in a row', '123456789012'],
    ['that many have', 'password1234'],
    ['of one letter', 'aaaaaaaaaaaa'],
    ['of a repeated word', 'letmeinletmein'],
    ['along the keyboard', 'qwertyuiop[]'],
    ['with the usual changes', 'p@ssw0rd1234'],
    ['that is the address', email],
    ['that is the name', 'Ada Lovelace'],
    ['of eleven characters', 'thunderotte'],
    ['with a space at its end', `${newPassword} `],
  ] as const;

  test.each(easy)('at sign-up: one %s', async (_, chosen) => {
    const portal = aPortal();
    const fields = { name: 'Ada Lovelace', email, password: chosen };
    const answer = await aBrowser(portal).submit('/sign-up', '/sign-up', fields);
    expect(answer.status).toBe(400);
    expect(errorsIn(answer.html).map(({ field }) => field)).toEqual(['password']);
    expect(portal.directory.mails).toEqual([]);
  });

  test('when it is changed, and when it was forgotten', async () => {
    const portal = aPortal();
    const owner = await aDeveloper(portal);
    await owner.submit('/forgotten-password', '/forgotten-password', { email });
    const code = portal.directory.codeOf(email) ?? '';
    for (const [, chosen] of easy.filter(([name]) => name !== 'that is the name')) {
      const changed = await owner.submit('/account/password', '/account/password', { password, newPassword: chosen });
      expect(errorsIn(changed.html).map(({ field }) => field)).toEqual(['newPassword']);
      expect((await reset(owner, { email, code, password: chosen })).status).toBe(400);
    }
    expect((await signIn(portal)).isIn).toBe(true);
  });

  test.each(['correct horse battery', 'мягкий дождь утром', '🌧️ ombrelle et thé', 'x9!kQ2#vLm7@', newPassword])(
    'and one that is not is taken: %s',
    async (chosen) => {
      const portal = aPortal();
      const fields = { name: 'Ada Lovelace', email, password: chosen };
      expect((await aBrowser(portal).submit('/sign-up', '/sign-up', fields)).status).toBe(200);
    },
  );

  test('however its letters are composed, a password is the same', async () => {
    const portal = aPortal();
    const browser = aBrowser(portal);
    await browser.submit('/sign-up', '/sign-up', {
      name: 'Ada',
      email,
      password: 'café crème brûlée'.normalize('NFD'),
    });
    await browser.submit('/sign-up/confirm', '/sign-up/confirm', { email, code: portal.directory.codeOf(email) ?? '' });
    expect((await signIn(portal, 'café crème brûlée'.normalize('NFC'))).isIn).toBe(true);
  });
});

describe('who is signed in', () => {
  test('changes the password against the present one, which ends every other session', async () => {
    const portal = aPortal();
    const owner = await aDeveloper(portal);
    const { browser: elsewhere } = await signIn(portal);
    const wrong = await owner.submit('/account/password', '/account/password', { password: 'not it', newPassword });
    expect(errorsIn(wrong.html).map(({ field }) => field)).toEqual(['password']);
    const right = await owner.submit('/account/password', '/account/password', { password, newPassword });
    expect(right.headers.get('location')).toBe('/account?done=new-password');
    expect([await isIn(owner), await isIn(elsewhere)]).toEqual([true, false]);
    expect([(await signIn(portal)).isIn, (await signIn(portal, newPassword)).isIn]).toEqual([false, true]);
  });

  test('changes the name against the password', async () => {
    const portal = aPortal();
    const owner = await aDeveloper(portal);
    const wrong = await owner.submit('/account/name', '/account/name', { name: 'Eve', password: 'not it' });
    expect(errorsIn(wrong.html).map(({ field }) => field)).toEqual(['password']);
    await owner.submit('/account/name', '/account/name', { name: 'Ada King', password });
    expect((await owner.open('/account')).html).toContain('Ada King');
    const { browser } = await signIn(portal);
    expect((await browser.open('/account')).html).toContain('Ada King');
  });

  test('changes the address by a code that was sent to the new one, and the password', async () => {
    const portal = aPortal();
    const owner = await aDeveloper(portal);
    const moved = 'ada.king@example.nhs.uk';
    await owner.submit('/account/email', '/account/email', { email: moved });
    expect((await signIn(portal)).isIn).toBe(true);
    const code = portal.directory.codeOf(moved) ?? '';
    const confirm = (fields: Record<string, string>) =>
      owner.submit('/account/email/confirm', '/account/email/confirm', fields);
    expect((await confirm({ code, password: 'not it' })).status).toBe(400);
    expect((await confirm({ code, password })).headers.get('location')).toBe('/account?done=new-email');
    expect((await owner.open('/account')).html).toContain(moved);
    expect([(await signIn(portal)).isIn, (await signIn(portal, password, moved)).isIn]).toEqual([false, true]);
    const account = (await owner.open('/account')).status;
    expect(account).toBe(200);
  });

  test('is told nothing of an address that is another’s', async () => {
    const portal = aPortal();
    const owner = await aDeveloper(portal);
    await aDeveloper(portal, 'grace@example.nhs.uk');
    const answers = [];
    for (const to of ['grace@example.nhs.uk', 'free@example.nhs.uk']) {
      const { status, headers } = await owner.submit('/account/email', '/account/email', { email: to });
      answers.push([status, headers.get('location')]);
    }
    expect(answers[0]).toEqual(answers[1]);
  });

  test('signs out everywhere', async () => {
    const portal = aPortal();
    const owner = await aDeveloper(portal);
    const { browser: elsewhere } = await signIn(portal);
    const out = await owner.submit('/account', '/account/sign-out-everywhere');
    expect(out.headers.get('location')).toBe('/sign-in?done=signed-out-everywhere');
    expect([await isIn(owner), await isIn(elsewhere)]).toEqual([false, false]);
    expect((await signIn(portal)).isIn).toBe(true);
  });

  test.each(['/account/name', '/account/email', '/account/email/confirm', '/account/password', '/account/delete'])(
    'alone sees %s',
    async (path) => {
      const { status, headers } = await aBrowser(aPortal()).open(path);
      expect([status, headers.get('location')?.startsWith('/sign-in')]).toEqual([303, true]);
    },
  );
});

describe('an account cannot be prepared for somebody else', () => {
  const eve = { name: 'Mallory', email, password: 'the password of Mallory' };
  const ada = { name: 'Ada', email, password };
  const confirm = (browser: ABrowser, portal: Portal) =>
    browser.submit('/sign-up/confirm', '/sign-up/confirm', { email, code: portal.directory.codeOf(email) ?? '' });

  test.each([
    ['before its owner signs up', ['eve', 'ada']],
    ['before, and its owner asks for another code', ['eve', 'ada', 'resend']],
    ['before and again before', ['eve', 'eve', 'ada']],
  ])('%s', async (_, steps) => {
    const portal = aPortal();
    const [attacker, owner] = [aBrowser(portal), aBrowser(portal)];
    for (const step of steps) {
      if (step === 'eve') await attacker.submit('/sign-up', '/sign-up', eve);
      if (step === 'ada') await owner.submit('/sign-up', '/sign-up', ada);
      if (step === 'resend') await owner.submit('/sign-up/confirm', '/sign-up/resend', { email });
    }
    expect((await confirm(owner, portal)).status).toBe(303);
    expect([(await signIn(portal, eve.password)).isIn, (await signIn(portal)).isIn]).toEqual([false, true]);
    const { browser } = await signIn(portal);
    expect((await browser.open('/account')).html).not.toContain('Mallory');
  });

  test('after its owner has signed up and before the code is entered', async () => {
    const portal = aPortal();
    const [attacker, owner] = [aBrowser(portal), aBrowser(portal)];
    await owner.submit('/sign-up', '/sign-up', ada);
    await attacker.submit('/sign-up', '/sign-up', eve);
    expect((await confirm(owner, portal)).status).toBe(400);
    expect((await signIn(portal, eve.password)).isIn).toBe(false);
    await owner.submit('/sign-up', '/sign-up', ada);
    expect((await confirm(owner, portal)).status).toBe(303);
    expect([(await signIn(portal, eve.password)).isIn, (await signIn(portal)).isIn]).toEqual([false, true]);
  });

  test('by asking for a new code: the browser that signed up confirms, and no other', async () => {
    const portal = aPortal();
    const [attacker, owner] = [aBrowser(portal), aBrowser(portal)];
    await attacker.submit('/sign-up', '/sign-up', eve);
    await owner.submit('/sign-up/confirm', '/sign-up/resend', { email });
    expect((await confirm(owner, portal)).status).toBe(400);
    expect((await signIn(portal, eve.password)).isIn).toBe(false);
  });

  test('who knows the password of a sign-up may confirm it from another browser', async () => {
    const portal = aPortal();
    await aBrowser(portal).submit('/sign-up', '/sign-up', ada);
    const { browser } = await signIn(portal);
    expect((await confirm(browser, portal)).status).toBe(303);
    expect((await signIn(portal)).isIn).toBe(true);
  });

  test('an owner whose address signs up again is mailed that there is an account', async () => {
    const portal = aPortal();
    await aDeveloper(portal);
    await aBrowser(portal).submit('/sign-up', '/sign-up', eve);
    const mail = portal.directory.mails.at(-1);
    expect(mail?.subject).toBe('You already have an account in the developer portal');
    expect(mail?.text).not.toContain('Mallory');
  });
});
