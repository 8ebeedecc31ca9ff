import { join } from 'node:path';
import { aBrowser, aDeveloper, anApplicationOf, password } from './a-browser';
import { aPortal } from './a-portal';

/** Names that every JavaScript object has without being given them. */
const names = ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf', '__defineGetter__', 'prototype'];

describe.each(names)('%s is a name like any other', (name) => {
  test('in an address and in a query', async () => {
    const portal = aPortal();
    const browser = aBrowser(portal);
    for (const path of ['catalogue', 'tutorials', 'applications', 'account']) {
      const { status } = await browser.open(`/${path}/${name}`);
      expect([path, [303, 404].includes(status)]).toEqual([path, true]);
    }
    for (const path of [`/catalogue?q=${name}`, `/catalogue?${name}=x&access=${name}&status=${name}`, `/?${name}=1`]) {
      expect([path, (await browser.open(path)).status]).toEqual([path, 200]);
    }
    const signIn = await browser.open(`/sign-in?done=${name}&next=${name}`);
    expect(signIn.html).not.toContain('nhsuk-notification-banner');
    expect(portal.faults).toEqual([]);
  });

  test('of what was done, of a field and of a cookie', async () => {
    const portal = aPortal();
    const browser = await aDeveloper(portal);
    const id = await anApplicationOf(browser);
    for (const path of [`/applications/${id}`, '/account']) {
      const { html, status } = await browser.open(`${path}?done=${name}`);
      expect([path, status]).toEqual([path, 200]);
      expect(html).not.toContain('nhsuk-notification-banner');
      expect(html).not.toContain('[native code]');
    }
    browser.cookies.set(name, 'x');
    const fields = { name: 'Ward round', [name]: 'x', [`${name}[]`]: 'y', [`${name}.polluted`]: 'z' };
    expect((await browser.submit('/applications/new', '/applications', fields)).status).toBe(303);
    const missing = await browser.submit('/applications/new', '/applications', { [name]: 'x' });
    expect(missing.status).toBe(400);
    expect(missing.html).not.toContain('[native code]');
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(portal.faults).toEqual([]);
  });

  test('of what a developer is asked for and calls something', async () => {
    const portal = aPortal();
    const browser = await aDeveloper(portal);
    expect(await anApplicationOf(browser, name)).not.toBe('');
    const id = await anApplicationOf(browser);
    for (const path of [`subscriptions`, `subscriptions/${name}/remove`, `keys/${name}/remove`]) {
      const answer = await browser.submit(`/applications/${id}`, `/applications/${id}/${path}`, {
        api: name,
        password,
      });
      expect([path, answer.status < 500]).toEqual([path, true]);
    }
    expect((await portal.applications.find(id))?.subscriptions).toEqual({});
    expect(portal.faults).toEqual([]);
  });
});

test('an API called constructor can be found, read and subscribed to', async () => {
  const portal = aPortal();
  const file = join(__dirname, '..', '..', '..', 'apis', 'hello-world', 'openapi.yaml');
  await portal.publish(file, { name: 'constructor' });
  const browser = await aDeveloper(portal);
  const id = await anApplicationOf(browser);
  expect((await browser.open('/catalogue/constructor/specification')).status).toBe(200);
  expect((await browser.open(`/applications/${id}`)).html).toContain('<option value="constructor">');
  const done = await browser.submit(`/applications/${id}`, `/applications/${id}/subscriptions`, { api: 'constructor' });
  expect(done.status).toBe(303);
  expect(Object.keys((await portal.applications.find(id))?.subscriptions ?? {})).toEqual(['constructor']);
  expect(portal.faults).toEqual([]);
});
