import type { Application } from '../../applications/application';
import type { TokenForm } from '../token-form';
import { type AuthenticateByAssertionNeeds, makeAuthenticateByAssertion } from './authenticate-by-assertion';
import { type AuthenticateBySecretNeeds, makeAuthenticateBySecret } from './authenticate-by-secret';

export type AuthenticateApplicationNeeds = AuthenticateByAssertionNeeds & AuthenticateBySecretNeeds;

/** @throws TokenRefusal unless the form proves which approved application sent it. */
export type Authenticate = (form: TokenForm) => Promise<Application>;

/** RFC 6749 §2.3: by a signed JWT where the form speaks of one, otherwise by a secret. */
export const makeAuthenticateApplication = (needs: AuthenticateApplicationNeeds): Authenticate => {
  const byAssertion = makeAuthenticateByAssertion(needs);
  const bySecret = makeAuthenticateBySecret(needs);
  return (form) =>
    form.client_assertion === undefined && form.client_assertion_type === undefined
      ? bySecret(form)
      : byAssertion(form);
};
