import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccountRecovery,
  ClientAttributes,
  FeaturePlan,
  Mfa,
  UserPool,
  type UserPoolClient,
  VerificationEmailStyle,
} from 'aws-cdk-lib/aws-cognito';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge';
import { keptAs } from '../kept-as';

const nameAndEmail = new ClientAttributes().withStandardAttributes({ email: true, fullname: true });
const shortestToken = Duration.minutes(5);

/** Who developers are: name, e-mail address and password, and nothing else. */
export class AccountPool extends UserPool {
  readonly client: UserPoolClient;

  constructor(scope: Construct, id: string, { retain }: { readonly retain: boolean }) {
    super(scope, id, {
      selfSignUpEnabled: true,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      standardAttributes: {
        email: { required: true, mutable: true },
        fullname: { required: true, mutable: true },
      },
      passwordPolicy: {
        minLength: 12,
        requireLowercase: false,
        requireUppercase: false,
        requireDigits: false,
        requireSymbols: false,
      },
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { sms: false, otp: true },
      accountRecovery: AccountRecovery.NONE,
      featurePlan: FeaturePlan.ESSENTIALS,
      userVerification: {
        emailStyle: VerificationEmailStyle.CODE,
        emailSubject: 'Your code for the developer portal',
        emailBody:
          'Your code is {####}. Enter it in the developer portal within 24 hours. If you did not ask for it, ignore this email.',
      },
      deletionProtection: retain,
      removalPolicy: retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    keptAs(this, 'signIn');
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
      readAttributes: nameAndEmail,
      writeAttributes: nameAndEmail,
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
        reason: 'A second factor is offered and not forced: an account opens test environments, and no person’s data',
      },
      {
        rule: 'COG8',
        reason:
          'Threat protection records address, device and place of every sign-in, which the privacy notice rules out; the portal itself limits tries',
      },
    );
  }

  /** Signing in and deleting; what a visitor does before has no caller and needs no permission. */
  allowManageUsers(grantee: IGrantable): void {
    const actions = ['cognito-idp:AdminInitiateAuth', 'cognito-idp:AdminDeleteUser'];
    Grant.addToPrincipal({ grantee, actions, resourceArns: [this.userPoolArn] });
  }

  allowDeleteUsers(grantee: IGrantable): void {
    Grant.addToPrincipal({ grantee, actions: ['cognito-idp:AdminDeleteUser'], resourceArns: [this.userPoolArn] });
  }
}
