import type { Application } from '../../applications/application';
import {
  type AuthenticationPorts,
  type ClientRequest,
  makeAuthenticateApplication,
} from '../client-authentication/authenticate-application';
import { applicationNamedIn, type TokenForm } from '../token-form';
import { asRefusal } from '../token-refusal';
import { type LimitedEndpoint, type LimitRequestsPorts, makeLimitRequests } from './request-limits';

/**
 * How an endpoint serves applications: whoever proves to be one is counted as that one, what is refused without a proof
 * is counted by address, and a refusal is worded for the application that the form names, whether or not it proves that
 * it comes from there: a profile is no secret. An unknown application is answered as the original platform would.
 */
export const makeServeApplication = (ports: AuthenticationPorts & LimitRequestsPorts) => {
  const authenticate = makeAuthenticateApplication(ports);
  const limits = makeLimitRequests(ports);

  return <Answer>(endpoint: LimitedEndpoint, answer: (request: ClientRequest) => Promise<Answer>) =>
    async (form: TokenForm, address: string): Promise<Answer> => {
      let isProven = false;
      const authenticateCounted = async (): Promise<Application> => {
        const application = await authenticate(form);
        isProven = true;
        await limits.admitApplication(endpoint, application.id);
        return application;
      };
      try {
        return await answer({ form, authenticate: authenticateCounted });
      } catch (error) {
        const refusal = asRefusal(error);
        if (!isProven) await limits.countRefusal(refusal, address, form);
        throw refusal.as(await profileOf(form));
      }
    };

  async function profileOf(form: TokenForm): Promise<Application['profile']> {
    const id = applicationNamedIn(form);
    // What stopped the request may stop this too, and the first cause is the one to tell.
    const application = id === undefined ? undefined : await ports.applications.find(id).catch(() => undefined);
    return application?.profile ?? 'nhs';
  }
};
