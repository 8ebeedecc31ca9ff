import { Duration } from 'aws-cdk-lib';
import {
  AccountRecovery,
  ClientAttributes,
  FeaturePlan,
  Mfa,
  StringAttribute,
  UserPool,
  type UserPoolClient,
  VerificationEmailStyle,
} from 'aws-cdk-lib/aws-cognito';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { AccountMailsEnv } from '../../../lambdas/account-mails/env';
import { PlatformFunction } from '../functions/platform-function';
import { acknowledge } from '../security/acknowledge';
import { stateRemoval } from '../security/state-removal';
import { keptAs } from '../storage/kept-as';

const known = new ClientAttributes()
  .withStandardAttributes({ email: true, fullname: true })
  .withCustomAttributes('terms');
const shortestToken = Duration.minutes(5);

export interface AccountPoolProps {
  readonly retain: boolean;
  /** Where visitors reach the portal, without a path. */
  readonly portalUrl: string;
  readonly logKey: IKey;
}

/** Who developers are: name, e-mail address and password, and which terms of use they accepted when. */
export class AccountPool extends UserPool {
  readonly client: UserPoolClient;

  constructor(scope: Construct, id: string, { retain, portalUrl, logKey }: AccountPoolProps) {
    const mails = new PlatformFunction<AccountMailsEnv>(scope, `${id}Mails`, {
      lambda: 'account-mails',
      description: 'Words the mails that the portal’s accounts cause',
      environment: { PORTAL_URL: portalUrl },
      logKey,
    });
    super(scope, id, {
      selfSignUpEnabled: true,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      // A new address counts once its code was entered; the present one until then.
      keepOriginal: { email: true },
      standardAttributes: {
        email: { required: true, mutable: true },
        fullname: { required: true, mutable: true },
      },
      // Written once, at the sign-up: the page that showed the terms is there and nowhere else.
      customAttributes: { terms: new StringAttribute({ mutable: false, maxLen: 100 }) },
      passwordPolicy: {
        minLength: 12,
        requireLowercase: false,
        requireUppercase: false,
        requireDigits: false,
        requireSymbols: false,
      },
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { sms: false, otp: true },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      featurePlan: FeaturePlan.ESSENTIALS,
      // The words of each mail are the function's.
      userVerification: { emailStyle: VerificationEmailStyle.CODE },
      lambdaTriggers: { customMessage: mails },
      removalPolicy: stateRemoval(retain),
    });
    keptAs(this, 'accountDirectory');
    this.client = this.addClient('Portal', {
      // Passwords are tried by the portal's role alone; nobody can try one at the pool itself.
      authFlows: { adminUserPassword: true },
      disableOAuth: true,
      generateSecret: false,
      preventUserExistenceErrors: true,
      // The portal has sessions of its own and forgets the tokens at once.
      accessTokenValidity: shortestToken,
      idTokenValidity: shortestToken,
      refreshTokenValidity: Duration.hours(1),
      readAttributes: known,
      writeAttributes: known,
    });
    acknowledge(
      this,
      {
        rule: 'COG1',
        reason:
          'Length is what makes a password strong: 12 characters at least, and no rules of composition (NIST SP 800-63B §3.1.1.2, NCSC password guidance)',
      },
      {
        rule: 'COG2',
        reason:
          'No page of the portal asks for a second factor: an account opens test environments, and production asks for approval',
      },
      {
        rule: 'COG8',
        reason:
          'Threat protection records address, device and place of every sign-in, which the privacy notice rules out; the portal itself limits tries',
      },
    );
  }

  /** Signing in, changing and deleting; what a visitor does before has no caller and needs no permission. */
  allowManageUsers(grantee: IGrantable): void {
    this.#allow(grantee, [
      'AdminInitiateAuth',
      'AdminGetUser',
      'AdminSetUserPassword',
      'AdminUpdateUserAttributes',
      'AdminDeleteUser',
    ]);
  }

  /** Deleting, and finding who never confirmed. */
  allowForgetUsers(grantee: IGrantable): void {
    this.#allow(grantee, ['AdminDeleteUser', 'AdminGetUser', 'ListUsers']);
  }

  #allow(grantee: IGrantable, operations: readonly string[]): void {
    const actions = operations.map((operation) => `cognito-idp:${operation}`);
    Grant.addToPrincipal({ grantee, actions, resourceArns: [this.userPoolArn] });
  }
}
