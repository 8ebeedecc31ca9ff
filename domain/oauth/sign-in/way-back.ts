import type { Application } from '../../applications/application';
import { nhsRefusals } from '../nhs-refusals';

/**
 * What is wrong with a sign-in, for its application to hear at its redirect URI: RFC 6749 §4.1.2.1, with the
 * descriptions of the original platform where it has one.
 */
export const signInErrors = {
  state_missing: ['invalid_request', 'state is missing'],
  response_type_missing: ['invalid_request', 'response_type is missing'],
  response_type_invalid: ['unsupported_response_type', 'response_type is invalid'],
  challenge_missing: ['invalid_request', 'code_challenge is missing'],
  challenge_invalid: ['invalid_request', 'code_challenge is invalid'],
  challenge_method_invalid: ['invalid_request', "code_challenge_method is invalid - must be 'S256'"],
  provider_absent: ['invalid_scope', 'scope asks for an identity provider that this environment does not have'],
  declined: ['access_denied', 'the user did not sign in'],
  untrusted: ['access_denied', "the identity provider's answer could not be verified"],
  unavailable: ['temporarily_unavailable', 'signing in is unavailable for the moment'],
  mode_not_usable: ['unauthorized_client', nhsRefusals.mode_not_usable[2]],
  unknown: ['server_error', 'an unknown error occurred processing this request'],
} as const satisfies Record<string, readonly [error: string, description: string]>;

export type SignInErrorCode = keyof typeof signInErrors;

interface Destination {
  readonly application: Pick<Application, 'profile'>;
  /** Known to be the application's. */
  readonly redirectUri: string;
  readonly state: string | undefined;
  readonly issuer: string;
}

/** Addresses at the application's redirect URI. One that has a query keeps it (RFC 6749 §3.1.2). */
export const wayBack = ({ application, redirectUri, state, issuer }: Destination) => {
  // RFC 9207 against mix-ups; the original platform answers code and state alone.
  const iss = application.profile === 'strict' ? { iss: issuer } : {};
  const at = (answer: Readonly<Record<string, string>>): string => {
    const query = new URLSearchParams({ ...answer, ...(state !== undefined && { state }), ...iss });
    // As %20 a space is one to those who decode forms and to those who decode URLs.
    return `${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${query.toString().replaceAll('+', '%20')}`;
  };
  return {
    withCode: (code: string) => at({ code }),
    withError: (code: SignInErrorCode) => {
      const [error, error_description] = signInErrors[code];
      return at({ error, error_description });
    },
  };
};
