import type { Application } from '../../applications/application';
import type { ApplicationStore } from '../../applications/application-store';
import { applicationNamedIn } from '../client-authentication/application-named-in';
import type { TokenForm } from '../token-form';
import { asRefusal } from '../token-refusal';

export interface AnswerInProfileNeeds {
  readonly applications: Pick<ApplicationStore, 'find'>;
}

export type Operation<Answer> = (form: TokenForm) => Promise<Answer>;

/**
 * Words a refusal for the application that the form names, whether or not the form proves that it comes from there: a
 * profile is no secret. An unknown application is answered as the original platform would.
 */
export const makeAnswerInProfile = ({ applications }: AnswerInProfileNeeds) => {
  const profileOf = async (form: TokenForm): Promise<Application['profile']> => {
    const id = applicationNamedIn(form);
    return (id !== undefined && (await applications.find(id))?.profile) || 'nhs';
  };

  return <Answer>(operation: Operation<Answer>): Operation<Answer> =>
    async (form) => {
      try {
        return await operation(form);
      } catch (error) {
        // What stopped the request may stop this too, and the first cause is the one to tell.
        throw asRefusal(error).as(await profileOf(form).catch(() => 'nhs' as const));
      }
    };
};
