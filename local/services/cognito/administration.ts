import * as z from 'zod';
import { operation } from '../../cloud/endpoint/json-service';
import { ServiceFailure } from '../../cloud/faults/service-failure';
import type { Caller } from '../../cloud/iam/caller';
import type { User, UserPool } from './user-pool';
import type { UserPools } from './user-pools';

/** Attributes of a user as Cognito's calls list them, by name. */
export const attributeList = z
  .array(z.object({ Name: z.string(), Value: z.string().default('') }))
  .default([])
  .transform((list) => new Map(list.map(({ Name, Value }) => [Name, Value])));

const ofPool = z.object({ UserPoolId: z.string() });
const ofUser = ofPool.extend({ Username: z.string() });
const setPassword = ofUser.extend({ Password: z.string(), Permanent: z.literal(true) });
const update = ofUser.extend({ UserAttributes: attributeList });
const list = ofPool.extend({ Filter: z.literal('cognito:user_status = "UNCONFIRMED"') });

/** What is done to users in an administrator's name, as far as the platform calls it. */
export function administration({ pools }: { readonly pools: UserPools }) {
  return {
    AdminGetUser: operation(ofUser, (input, caller) => described(allowed(input, caller, 'AdminGetUser').user)),
    AdminDeleteUser: operation(ofUser, (input, caller) => {
      const { pool, user } = allowed(input, caller, 'AdminDeleteUser');
      pool.remove(user);
    }),
    AdminSetUserPassword: operation(setPassword, async (input, caller) => {
      const { pool, user } = allowed(input, caller, 'AdminSetUserPassword');
      await pool.setPassword(user, input.Password);
      return {};
    }),
    AdminUpdateUserAttributes: operation(update, async (input, caller) => {
      const { pool, user } = allowed(input, caller, 'AdminUpdateUserAttributes');
      const [name, email] = [input.UserAttributes.get('name'), input.UserAttributes.get('email')];
      if (name !== undefined) pool.rename(user, name);
      if (email !== undefined) await pool.changeEmail(user, email);
      return {};
    }),
    ListUsers: operation(list, ({ UserPoolId }, caller) => {
      const pool = pools.get(UserPoolId);
      caller.authorize('cognito-idp:ListUsers', pool.settings.arn);
      const users = pool.unconfirmed().map((user) => described(user));
      return { Users: users.map(({ UserAttributes, ...user }) => ({ ...user, Attributes: UserAttributes })) };
    }),
  };

  function allowed({ UserPoolId, Username }: z.infer<typeof ofUser>, caller: Caller, action: string) {
    const pool: UserPool = pools.get(UserPoolId);
    caller.authorize(`cognito-idp:${action}`, pool.settings.arn);
    const user = pool.named(Username);
    if (!user) throw new ServiceFailure('UserNotFoundException', 'User does not exist.');
    return { pool, user };
  }
}

const described = ({ id, email, name, custom, isConfirmed, createdAt }: User) => ({
  Username: id,
  UserStatus: isConfirmed ? 'CONFIRMED' : 'UNCONFIRMED',
  Enabled: true,
  UserCreateDate: createdAt / 1000,
  UserAttributes: [
    { Name: 'sub', Value: id },
    { Name: 'email', Value: email },
    { Name: 'name', Value: name },
    { Name: 'email_verified', Value: String(isConfirmed) },
    ...custom.map(([Name, Value]) => ({ Name, Value })),
  ],
});
