import type { Application } from '../../applications/application';
import type { OAuthPorts } from '../ports';
import type { TokenForm } from '../token-form';
import { makeAuthenticateByAssertion } from './authenticate-by-assertion';
import { makeAuthenticateBySecret } from './authenticate-by-secret';

/** What an application asks of an endpoint. */
export interface ClientRequest {
  readonly form: TokenForm;
  /** @throws TokenRefusal unless the form proves which approved application sent it. */
  readonly authenticate: () => Promise<Application>;
}

export type AuthenticationPorts = Pick<
  OAuthPorts,
  'applications' | 'clientKeys' | 'replays' | 'marks' | 'hash' | 'noteKeyUse' | 'clock' | 'audiences' | 'issuer'
>;

/** RFC 6749 §2.3: by a signed JWT where the form speaks of one, otherwise by a secret. */
export const makeAuthenticateApplication = (ports: AuthenticationPorts) => {
  const byAssertion = makeAuthenticateByAssertion(ports);
  const bySecret = makeAuthenticateBySecret(ports);
  return (form: TokenForm): Promise<Application> =>
    form.client_assertion === undefined && form.client_assertion_type === undefined
      ? bySecret(form)
      : byAssertion(form);
};
