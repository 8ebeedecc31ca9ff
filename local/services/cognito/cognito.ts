import * as z from 'zod';
import type { AwsService } from '../../cloud/endpoint/aws-service';
import { jsonService, operation } from '../../cloud/endpoint/json-service';
import { ServiceFailure } from '../../cloud/faults/service-failure';
import type { Caller } from '../../cloud/iam/caller';
import { AccessTokens } from './access-tokens';
import { administration, attributeList } from './administration';
import { idToken } from './id-token';
import type { User } from './user-pool';
import type { UserPoolClient, UserPools } from './user-pools';

interface Needs {
  readonly pools: UserPools;
  now(): Date;
}

const visitor = z.object({ ClientId: z.string(), Username: z.string() });
const signUp = visitor.extend({ Password: z.string(), UserAttributes: attributeList });
const confirmSignUp = visitor.extend({ ConfirmationCode: z.string() });
const forgotPassword = visitor.extend({ ClientMetadata: z.record(z.string(), z.string()).optional() });
const confirmForgotPassword = confirmSignUp.extend({ Password: z.string() });
const verifyAttribute = z.object({ AccessToken: z.string(), AttributeName: z.literal('email'), Code: z.string() });
const adminInitiateAuth = z.object({
  UserPoolId: z.string(),
  ClientId: z.string(),
  AuthFlow: z.string(),
  AuthParameters: z.object({ USERNAME: z.string(), PASSWORD: z.string() }),
});

const delivered = ({ email }: { email: string }) => ({
  AttributeName: 'email',
  DeliveryMedium: 'EMAIL',
  // As Cognito masks it.
  Destination: email.replace(/^(.).*@(.).*$/, '$1***@$2***'),
});

/**
 * Amazon Cognito user pools, as far as the portal calls them. What a visitor does before there is a session is public,
 * as in AWS; what is done to a user in an administrator's name is IAM's to allow.
 */
export function cognito({ pools, now }: Needs): AwsService {
  const tokens = new AccessTokens(now);
  const service = jsonService({
    SignUp: operation(signUp, async ({ ClientId, Username, Password, UserAttributes }) => {
      const { pool } = pools.client(ClientId);
      const named = new Map([...UserAttributes, ['email', Username]]);
      const made = await pool.signUp({ password: Password, attributes: named });
      return { UserSub: made.id, UserConfirmed: false, CodeDeliveryDetails: delivered(made) };
    }),
    ConfirmSignUp: operation(confirmSignUp, async ({ ClientId, Username, ConfirmationCode }) => {
      const client = pools.client(ClientId);
      const found = client.pool.named(Username) ?? unknown(client, 'ExpiredCodeException');
      if (found.isConfirmed) throw new ServiceFailure('NotAuthorizedException', 'User cannot be confirmed.');
      await client.pool.confirm(found, ConfirmationCode);
    }),
    ResendConfirmationCode: operation(visitor, async ({ ClientId, Username }) => {
      const { pool, hidesUsers } = pools.client(ClientId);
      const found = pool.named(Username);
      if (found?.isConfirmed) throw new ServiceFailure('InvalidParameterException', 'User is already confirmed.');
      if (found) await pool.sendCode(found, 'ResendCode');
      else if (!hidesUsers) throw new ServiceFailure('UserNotFoundException', 'User does not exist.');
      return { CodeDeliveryDetails: delivered(found ?? { email: Username }) };
    }),
    AdminInitiateAuth: operation(adminInitiateAuth, async (input, caller) => {
      const client = authorized(input, caller, 'AdminInitiateAuth');
      if (input.AuthFlow !== 'ADMIN_USER_PASSWORD_AUTH' || !client.authFlows.includes(`ALLOW_${input.AuthFlow}`)) {
        throw new ServiceFailure('InvalidParameterException', 'Auth flow not enabled for this client');
      }
      const { USERNAME, PASSWORD } = input.AuthParameters;
      const found = client.pool.named(USERNAME) ?? unknown(client, 'NotAuthorizedException');
      if (!(await client.pool.hasPassword(found, PASSWORD))) throw wrongPassword();
      if (!found.isConfirmed) throw new ServiceFailure('UserNotConfirmedException', 'User is not confirmed.');
      return { ChallengeParameters: {}, AuthenticationResult: await result(found, client) };
    }),
    ForgotPassword: operation(forgotPassword, async ({ ClientId, Username, ClientMetadata }) => {
      const { pool, hidesUsers } = pools.client(ClientId);
      const found = pool.named(Username);
      if (found?.isConfirmed === false) {
        throw new ServiceFailure('InvalidParameterException', 'Cannot reset password: there is no verified email');
      }
      if (found) await pool.sendResetCode(found, ClientMetadata);
      else if (!hidesUsers) throw new ServiceFailure('UserNotFoundException', 'User does not exist.');
      return { CodeDeliveryDetails: delivered(found ?? { email: Username }) };
    }),
    ConfirmForgotPassword: operation(confirmForgotPassword, async (input) => {
      const client = pools.client(input.ClientId);
      const found = client.pool.named(input.Username) ?? unknown(client, 'ExpiredCodeException');
      await client.pool.reset(found, input.ConfirmationCode, input.Password);
      return {};
    }),
    VerifyUserAttribute: operation(verifyAttribute, async ({ AccessToken, Code }) => {
      const { client, user } = tokens.holder(AccessToken);
      await client.pool.verifyEmail(user, Code);
      return {};
    }),
    ...administration({ pools }),
  });
  // Who signs up has no credential yet.
  return { ...service, signedAs: 'cognito-idp', unsignedTarget: 'AWSCognitoIdentityProviderService.' };

  function authorized(input: z.infer<typeof adminInitiateAuth>, caller: Caller, action: string): UserPoolClient {
    const { arn } = pools.get(input.UserPoolId).settings;
    caller.authorize(`cognito-idp:${action}`, arn);
    const client = pools.client(input.ClientId);
    if (client.pool.settings.arn === arn) return client;
    throw new ServiceFailure('ResourceNotFoundException', 'The client is of another user pool');
  }

  async function result(found: User, client: UserPoolClient) {
    const IdToken = await idToken(found, client, now());
    return { IdToken, AccessToken: tokens.issue(found, client), TokenType: 'Bearer', ExpiresIn: client.tokenSeconds };
  }
}

const wrongPassword = () => new ServiceFailure('NotAuthorizedException', 'Incorrect username or password.');

/** https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html */
function unknown({ hidesUsers }: UserPoolClient, disguise: 'ExpiredCodeException' | 'NotAuthorizedException'): never {
  if (!hidesUsers) throw new ServiceFailure('UserNotFoundException', 'User does not exist.');
  if (disguise === 'NotAuthorizedException') throw wrongPassword();
  throw new ServiceFailure(disguise, 'Invalid code provided, please request a code again.');
}
