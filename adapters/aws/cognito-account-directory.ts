import {
  AdminDeleteUserCommand,
  AdminInitiateAuthCommand,
  CodeMismatchException,
  type CognitoIdentityProviderClient,
  ConfirmSignUpCommand,
  ExpiredCodeException,
  InvalidParameterException,
  LimitExceededException,
  NotAuthorizedException,
  ResendConfirmationCodeCommand,
  SignUpCommand,
  TooManyFailedAttemptsException,
  UserNotConfirmedException,
  UserNotFoundException,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import { decodeJwt } from 'jose';
import * as z from 'zod';
import type { AccountDirectory, Authentication, SignUpRequest } from '../../domain/accounts/account-directory';

interface Pool {
  readonly userPoolId: string;
  readonly clientId: string;
}

const idToken = z.object({ sub: z.string(), name: z.string(), email: z.string() });

/**
 * A Cognito user pool whose users sign in by e-mail address, through a client without a secret. Passwords are checked
 * by `AdminInitiateAuth`, so that nobody without the function's role can try one at the pool.
 */
export class CognitoAccountDirectory implements AccountDirectory {
  readonly #cognito: CognitoIdentityProviderClient;
  readonly #pool: Pool;

  constructor(cognito: CognitoIdentityProviderClient, pool: Pool) {
    this.#cognito = cognito;
    this.#pool = pool;
  }

  async signUp({ name, email, password }: SignUpRequest): Promise<void> {
    const UserAttributes = [
      { Name: 'email', Value: email },
      { Name: 'name', Value: name },
    ];
    const input = { ClientId: this.#pool.clientId, Username: email, Password: password, UserAttributes };
    await unless([UsernameExistsException], this.#cognito.send(new SignUpCommand(input)));
  }

  async confirm({ email, code }: { email: string; code: string }): Promise<boolean> {
    const input = { ClientId: this.#pool.clientId, Username: email, ConfirmationCode: code };
    const confirmed = await unless(
      // An address that is confirmed already is NotAuthorized.
      [
        CodeMismatchException,
        ExpiredCodeException,
        NotAuthorizedException,
        TooManyFailedAttemptsException,
        UserNotFoundException,
      ],
      this.#cognito.send(new ConfirmSignUpCommand(input)),
    );
    return confirmed !== undefined;
  }

  async resendCode(email: string): Promise<void> {
    const input = { ClientId: this.#pool.clientId, Username: email };
    await unless(
      // An address that is confirmed already is an invalid parameter.
      [InvalidParameterException, LimitExceededException, UserNotFoundException],
      this.#cognito.send(new ResendConfirmationCodeCommand(input)),
    );
  }

  async authenticate({ email, password }: { email: string; password: string }): Promise<Authentication> {
    try {
      const { AuthenticationResult } = await this.#cognito.send(
        new AdminInitiateAuthCommand({
          UserPoolId: this.#pool.userPoolId,
          ClientId: this.#pool.clientId,
          AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: email, PASSWORD: password },
        }),
      );
      // No token where Cognito asks for something more; it comes from Cognito itself, so its signature says nothing new.
      if (!AuthenticationResult?.IdToken) return { outcome: 'refused' };
      const { sub, name, email: known } = idToken.parse(decodeJwt(AuthenticationResult.IdToken));
      return { outcome: 'authenticated', user: { id: sub, name, email: known } };
    } catch (error) {
      if (error instanceof UserNotConfirmedException) return { outcome: 'unconfirmed' };
      if (error instanceof NotAuthorizedException || error instanceof UserNotFoundException) {
        return { outcome: 'refused' };
      }
      throw error;
    }
  }

  /** In a pool whose users sign in by address, Cognito makes the user name, and it is the `sub`. */
  async remove(id: string): Promise<void> {
    const input = { UserPoolId: this.#pool.userPoolId, Username: id };
    await unless([UserNotFoundException], this.#cognito.send(new AdminDeleteUserCommand(input)));
  }
}

type ErrorClass = abstract new (...values: never[]) => Error;

/** What was answered, or undefined where one of the expected refusals was. */
async function unless<T>(expected: readonly ErrorClass[], answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (expected.some((refusal) => error instanceof refusal)) return undefined;
    throw error;
  }
}
