import { randomUUID } from 'node:crypto';
import {
  AliasExistsException,
  CodeDeliveryFailureException,
  CodeMismatchException,
  type CognitoIdentityProviderClient,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  ExpiredCodeException,
  ForgotPasswordCommand,
  InvalidParameterException,
  LimitExceededException,
  NotAuthorizedException,
  ResendConfirmationCodeCommand,
  SignUpCommand,
  TooManyFailedAttemptsException,
  UserNotConfirmedException,
  UserNotFoundException,
  UsernameExistsException,
  VerifyUserAttributeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { decodeJwt } from 'jose';
import type {
  AccountDirectory,
  Authentication,
  DirectoryUser,
  SignUpAnswer,
  SignUpRequest,
} from '../../domain/accounts/account-directory';
import { signedUpAgain } from '../../domain/accounts/account-mails';
import { CognitoUsers, type Credentials, type Pool, termsAttribute, termsText, userIn } from './cognito-users';
import { passOver } from './pass-over';

type Proof = Credentials & { readonly code: string };

const noMoreMails = [LimitExceededException, CodeDeliveryFailureException];
const wrongCode = [
  CodeMismatchException,
  ExpiredCodeException,
  LimitExceededException,
  NotAuthorizedException,
  TooManyFailedAttemptsException,
  UserNotFoundException,
];

/**
 * A Cognito user pool whose users sign in by e-mail address, through a client without a secret. Passwords are checked
 * by `AdminInitiateAuth`, so that nobody without the function's role can try one at the pool.
 */
export class CognitoAccountDirectory implements AccountDirectory {
  readonly #cognito: CognitoIdentityProviderClient;
  readonly #clientId: string;
  readonly #users: CognitoUsers;

  constructor(cognito: CognitoIdentityProviderClient, pool: Pool) {
    this.#cognito = cognito;
    this.#clientId = pool.clientId;
    this.#users = new CognitoUsers(cognito, pool);
  }

  /**
   * Cognito refuses a second `SignUp` of a name whether or not it is confirmed. The same four calls are made for an
   * address that is new, that waits and that is confirmed: what does not apply is asked of a user who cannot be there.
   */
  async signUp({ name, email, password, terms }: SignUpRequest): Promise<SignUpAnswer> {
    const nobody = randomUUID();
    const found = await this.#users.find(email);
    const waits = found?.UserStatus === 'UNCONFIRMED';
    await this.remove(waits ? (found.Username ?? nobody) : nobody);
    const UserAttributes = [
      { Name: 'email', Value: email },
      { Name: 'name', Value: name },
      { Name: termsAttribute, Value: termsText(terms) },
    ];
    const input = { ClientId: this.#clientId, Username: email, Password: password, UserAttributes };
    const signedUp = await mailing(
      this.#cognito.send(new SignUpCommand(input)).catch(passOver(UsernameExistsException)),
    );
    const isTaken = found !== undefined && !waits;
    const told = await mailing(this.#sendResetCode(isTaken ? email : nobody, signedUpAgain));
    return { signUp: signedUp.answer?.UserSub ?? randomUUID(), isMailed: signedUp.isMailed && told.isMailed };
  }

  async confirm({ email, code, signUp }: { email: string; code: string; signUp: string }): Promise<boolean> {
    const found = await this.#users.find(email);
    const Username = found?.Username === signUp ? email : randomUUID();
    const input = { ClientId: this.#clientId, Username, ConfirmationCode: code };
    // An address that is confirmed already is NotAuthorized.
    const confirmed = await this.#cognito.send(new ConfirmSignUpCommand(input)).catch(passOver(...wrongCode));
    return confirmed !== undefined;
  }

  async resendCode(email: string): Promise<boolean> {
    const input = { ClientId: this.#clientId, Username: email };
    const sent = this.#cognito
      .send(new ResendConfirmationCodeCommand(input))
      // An address that is confirmed already is an invalid parameter.
      .catch(passOver(InvalidParameterException, UserNotFoundException));
    return (await mailing(sent)).isMailed;
  }

  async authenticate(credentials: Credentials): Promise<Authentication> {
    try {
      const result = await this.#users.tokens(credentials);
      // No token where Cognito asks for something more; it comes from Cognito itself, so its signature says nothing new.
      if (!result?.IdToken) return { outcome: 'refused' };
      return { outcome: 'authenticated', user: userIn(decodeJwt(result.IdToken)) };
    } catch (error) {
      if (error instanceof UserNotConfirmedException) {
        const found = await this.#users.find(credentials.email);
        return { outcome: 'unconfirmed', signUp: found?.Username ?? randomUUID() };
      }
      if (error instanceof NotAuthorizedException || error instanceof UserNotFoundException) {
        return { outcome: 'refused' };
      }
      throw error;
    }
  }

  async sendResetCode(email: string): Promise<boolean> {
    return (await mailing(this.#sendResetCode(email))).isMailed;
  }

  async resetPassword({ email, code, password }: Proof): Promise<DirectoryUser | undefined> {
    const input = { ClientId: this.#clientId, Username: email, ConfirmationCode: code, Password: password };
    const reset = await this.#cognito
      .send(new ConfirmForgotPasswordCommand(input))
      .catch(passOver(UserNotConfirmedException, ...wrongCode));
    return reset && this.#users.user(email);
  }

  setPassword(id: string, password: string): Promise<void> {
    return this.#users.setPassword(id, password);
  }

  rename(id: string, name: string): Promise<void> {
    return this.#users.change(id, { Name: 'name', Value: name });
  }

  async sendAddressCode(id: string, newEmail: string): Promise<boolean> {
    // The pool changes the address once the code is confirmed. One that is another's is passed over in silence.
    const sent = this.#users.change(id, { Name: 'email', Value: newEmail }).catch(passOver(AliasExistsException));
    return (await mailing(sent)).isMailed;
  }

  async confirmAddress({ code, ...credentials }: Proof): Promise<DirectoryUser | undefined> {
    const result = await this.#users.tokens(credentials).catch(passOver(NotAuthorizedException, UserNotFoundException));
    if (!result?.AccessToken || !result.IdToken) return undefined;
    const input = { AccessToken: result.AccessToken, AttributeName: 'email', Code: code };
    const verified = await this.#cognito
      .send(new VerifyUserAttributeCommand(input))
      .catch(passOver(AliasExistsException, InvalidParameterException, ...wrongCode));
    return verified && this.#users.user(userIn(decodeJwt(result.IdToken)).id);
  }

  remove(id: string): Promise<void> {
    return this.#users.remove(id);
  }

  removeUnconfirmed(before: Date): Promise<number> {
    return this.#users.removeUnconfirmed(before);
  }

  #sendResetCode(email: string, reason?: string) {
    const input = { ClientId: this.#clientId, Username: email, ...(reason && { ClientMetadata: { reason } }) };
    return (
      this.#cognito
        .send(new ForgotPasswordCommand(input))
        // Who has no confirmed address is an invalid parameter.
        .catch(passOver(InvalidParameterException, NotAuthorizedException, UserNotFoundException))
    );
  }
}

async function mailing<T>(sent: Promise<T>): Promise<{ readonly answer?: T; readonly isMailed: boolean }> {
  try {
    return { answer: await sent, isMailed: true };
  } catch (error) {
    if (noMoreMails.some((refusal) => error instanceof refusal)) return { isMailed: false };
    throw error;
  }
}
