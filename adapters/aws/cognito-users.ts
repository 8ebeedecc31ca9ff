import {
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  type AuthenticationResultType,
  type CognitoIdentityProviderClient,
  paginateListUsers,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import * as z from 'zod';
import type { DirectoryUser } from '../../domain/accounts/account-directory';
import { type AcceptedTerms, acceptedTerms } from '../../domain/accounts/terms';
import { passOver } from './pass-over';

export interface Pool {
  readonly userPoolId: string;
  readonly clientId: string;
}

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** The attribute of the pool that says which terms were accepted: their version, a blank and the time. */
export const termsAttribute = 'custom:terms';
export const termsText = ({ version, acceptedAt }: AcceptedTerms): string => `${version} ${acceptedAt}`;

const attributes = z.object({
  sub: z.string(),
  name: z.string(),
  email: z.string(),
  [termsAttribute]: z.string().optional(),
});

/** Who a pool's attributes, or claims of the same names, are of. */
export function userIn(named: unknown): DirectoryUser {
  const { sub: id, name, email, [termsAttribute]: text = '' } = attributes.parse(named);
  const [version, acceptedAt] = text.split(' ');
  const { data: terms } = acceptedTerms.safeParse({ version, acceptedAt });
  return { id, name, email, ...(terms && { terms }) };
}

/** What is done to the users of a pool in an administrator's name: nobody can without the function's role. */
export class CognitoUsers {
  readonly #cognito: CognitoIdentityProviderClient;
  readonly #pool: Pool;

  constructor(cognito: CognitoIdentityProviderClient, pool: Pool) {
    this.#cognito = cognito;
    this.#pool = pool;
  }

  /** By `sub`, or by address. */
  async find(username: string) {
    return this.#cognito.send(new AdminGetUserCommand(this.#one(username))).catch(passOver(UserNotFoundException));
  }

  async user(username: string): Promise<DirectoryUser> {
    const found = await this.find(username);
    const named = new Map(found?.UserAttributes?.map(({ Name, Value }) => [Name, Value]));
    return userIn(Object.fromEntries(named));
  }

  async tokens({ email, password }: Credentials): Promise<AuthenticationResultType | undefined> {
    const { AuthenticationResult } = await this.#cognito.send(
      new AdminInitiateAuthCommand({
        UserPoolId: this.#pool.userPoolId,
        ClientId: this.#pool.clientId,
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: email, PASSWORD: password },
      }),
    );
    return AuthenticationResult;
  }

  async setPassword(id: string, password: string): Promise<void> {
    await this.#cognito.send(
      new AdminSetUserPasswordCommand({ ...this.#one(id), Password: password, Permanent: true }),
    );
  }

  async change(id: string, attribute: { readonly Name: string; readonly Value: string }): Promise<void> {
    await this.#cognito.send(new AdminUpdateUserAttributesCommand({ ...this.#one(id), UserAttributes: [attribute] }));
  }

  /** In a pool whose users sign in by address, Cognito makes the user name, and it is the `sub`. */
  async remove(id: string): Promise<void> {
    await this.#cognito.send(new AdminDeleteUserCommand(this.#one(id))).catch(passOver(UserNotFoundException));
  }

  async removeUnconfirmed(before: Date): Promise<number> {
    const input = { UserPoolId: this.#pool.userPoolId, Filter: 'cognito:user_status = "UNCONFIRMED"' };
    let removed = 0;
    for await (const { Users = [] } of paginateListUsers({ client: this.#cognito }, input)) {
      for (const { Username, UserCreateDate } of Users) {
        if (!Username || !UserCreateDate || UserCreateDate >= before) continue;
        // Asked again, as it may have been confirmed since the page was made.
        if ((await this.find(Username))?.UserStatus !== 'UNCONFIRMED') continue;
        await this.remove(Username);
        removed += 1;
      }
    }
    return removed;
  }

  #one(username: string) {
    return { UserPoolId: this.#pool.userPoolId, Username: username };
  }
}
