import { filesHolding } from './operational-logs';
import { type Platform, startPlatform, testOnThisMachine } from './platform';
import { bearer, clientAssertion, exchangeForm, signedInWith, tokenRequest } from './sign-in';

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform?.stop());

testOnThisMachine(
  'no token, code, secret or assertion rests anywhere, whether it was taken, refused or hit a fault',
  async () => {
    const application = platform.application();
    const client_assertion_type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
    const sent: string[] = [];
    const ask = async (form: Record<string, string>, path = 'token') => {
      const client_assertion = await clientAssertion(application);
      sent.push(client_assertion, ...Object.values(form).filter((value) => value.length > 60));
      const tokenUrl = application.tokenUrl.replace(/token$/, path);
      const answer = await tokenRequest(
        { ...application, tokenUrl },
        { ...form, client_assertion_type, client_assertion },
      );
      return (await answer.json().catch(() => ({}))) as Partial<Record<string, string>>;
    };
    const signIn = () => signedInWith(platform, 'nhs-login', '9912003071');

    const first = await ask(exchangeForm(await signIn()));
    const second = await ask({ grant_type: 'refresh_token', refresh_token: first.refresh_token ?? '' });
    for (const tokens of [first, second]) sent.push(tokens.access_token ?? '', tokens.refresh_token ?? '');
    await fetch(`${platform.api}/hello-world/hello/user`, { headers: bearer(second.access_token ?? '') });
    await ask({ grant_type: 'refresh_token', refresh_token: first.refresh_token ?? '' });
    await ask({
      grant_type: 'authorization_code',
      redirect_uri: 'https://app.example',
      code: `a-code.${'c'.repeat(60)}`,
    });
    await ask({ grant_type: 'client_credentials', client_secret: 's'.repeat(61) });
    await ask({ token: second.access_token ?? '' }, 'revoke');
    await ask({ token: second.access_token ?? '' }, 'introspect');
    const idToken = await signIn();
    await platform.control('/_dip/faults', { service: 'kms', times: 6 });
    await ask(exchangeForm(idToken));
    await ask({ grant_type: 'client_credentials' });
    await platform.control('/_dip/faults', undefined, 'DELETE');
    await platform.control('/_dip/flush', {});

    // The end of a token is its secret part; a file that held one would hold this.
    const ends = [...new Set(sent)].map((value) => value.slice(-40));
    expect(ends.length).toBeGreaterThan(15);
    for (const end of ends) expect(filesHolding(platform.state, end)).toEqual([]);
    expect(sent.filter((value) => platform.output().includes(value.slice(-40)))).toEqual([]);
  },
);
