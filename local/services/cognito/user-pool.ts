import { randomInt, randomUUID } from 'node:crypto';
import * as z from 'zod';
import { ServiceFailure } from '../../cloud/faults/service-failure';
import { isSecret, sealSecret } from './secret-check';

/** Sealed, with the moment (epoch milliseconds) after which it is out of date. */
const mailedCode = z.object({ sealed: z.string(), until: z.number() });

const user = z.object({
  /** The `sub`, which is also the user name where users sign in by e-mail address. */
  id: z.string(),
  email: z.string(),
  name: z.string(),
  password: z.string(),
  /** Attributes of the pool's own, `custom:…`. */
  custom: z.array(z.tuple([z.string(), z.string()])).default([]),
  isConfirmed: z.boolean(),
  /** Epoch milliseconds. */
  createdAt: z.number().default(0),
  code: mailedCode.optional(),
  resetCode: mailedCode.optional(),
  /** Takes the place of the address once its code was entered. */
  newEmail: z.object({ email: z.string(), code: mailedCode }).optional(),
});
export type User = z.infer<typeof user>;

/** What a user pool writes to somebody about, as its trigger is told. */
export type Occasion = 'SignUp' | 'ResendCode' | 'ForgotPassword' | 'UpdateUserAttribute';

export interface UserPoolSettings {
  readonly id: string;
  readonly arn: string;
  readonly shortestPassword: number;
  readonly requiredAttributes: readonly string[];
  /** Of the pool's own, `custom:…`. */
  readonly customAttributes?: readonly string[];
  readonly emailSubject: string;
  /** `{####}` stands for the code. */
  readonly emailMessage: string;
  /** Function that words its mails. */
  readonly customMessage?: string | undefined;
}

export interface MailWords {
  readonly subject: string;
  /** With the code's place in it. */
  readonly text: string;
}

export interface MailRequest {
  readonly settings: UserPoolSettings;
  readonly user: User;
  readonly occasion: Occasion;
  readonly clientMetadata?: Readonly<Record<string, string>> | undefined;
}

interface Needs {
  load(): unknown;
  save(users: readonly User[]): void;
  /** The words of a mail, where the pool has a trigger for them. */
  word(request: MailRequest): Promise<Partial<MailWords>>;
  send(email: { to: string; subject: string; text: string; code: string }): void;
  now(): Date;
}

// https://docs.aws.amazon.com/cognito/latest/developerguide/limits.html
const codeLivesMillis = 24 * 60 * 60 * 1000;
const resetCodeLivesMillis = 60 * 60 * 1000;
const codePlace = '{####}';

/** One Cognito user pool whose users sign in by e-mail address, without regard to case, confirmed by a code. */
export class UserPool {
  readonly settings: UserPoolSettings;
  readonly #needs: Needs;
  readonly #users: Map<string, User>;

  constructor(settings: UserPoolSettings, needs: Needs) {
    this.settings = settings;
    this.#needs = needs;
    this.#users = new Map(
      z
        .array(user)
        .parse(needs.load() ?? [])
        .map((one) => [one.id, one]),
    );
  }

  async signUp({ password, attributes }: { password: string; attributes: ReadonlyMap<string, string> }): Promise<User> {
    const missing = this.settings.requiredAttributes.find((name) => !attributes.get(name));
    if (missing) throw new ServiceFailure('InvalidParameterException', `the attribute ${missing} is required`);
    const custom = [...attributes].filter(([name]) => name.startsWith('custom:'));
    const unknown = custom.find(([name]) => !this.settings.customAttributes?.includes(name));
    if (unknown) throw new ServiceFailure('InvalidParameterException', `the schema has no attribute ${unknown[0]}`);
    const email = attributes.get('email') ?? '';
    if (this.byEmail(email)) throw new ServiceFailure('UsernameExistsException', 'User already exists');
    const made = await this.#made({ email, name: attributes.get('name') ?? '', password, custom, isConfirmed: false });
    await this.sendCode(made, 'SignUp');
    return made;
  }

  /** Puts a confirmed user there, or gives the one that is there this name and password. */
  async ensure(wanted: { readonly email: string; readonly name: string; readonly password: string }): Promise<User> {
    return this.#made({ ...wanted, isConfirmed: true, id: this.byEmail(wanted.email)?.id });
  }

  async sendCode(to: User, occasion: 'SignUp' | 'ResendCode'): Promise<void> {
    this.#keep({ ...to, code: await this.#mail(to.email, codeLivesMillis, { user: to, occasion }) });
  }

  async sendResetCode(to: User, clientMetadata?: MailRequest['clientMetadata']): Promise<void> {
    const mail = { user: to, occasion: 'ForgotPassword', clientMetadata } as const;
    this.#keep({ ...to, resetCode: await this.#mail(to.email, resetCodeLivesMillis, mail) });
  }

  /** The address counts once it is verified, as the pool is set to keep the one it has until then. */
  async changeEmail(of: User, email: string): Promise<void> {
    if (this.byEmail(email)) throw new ServiceFailure('AliasExistsException', 'An account with the email exists.');
    const code = await this.#mail(email, codeLivesMillis, { user: of, occasion: 'UpdateUserAttribute' });
    this.#keep({ ...of, newEmail: { email, code } });
  }

  rename(of: User, name: string): void {
    this.#keep({ ...of, name });
  }

  async confirm({ code, ...found }: User, given: string): Promise<void> {
    await this.#check(code, given);
    this.#keep({ ...found, isConfirmed: true });
  }

  async reset({ resetCode, ...found }: User, given: string, password: string): Promise<void> {
    await this.#check(resetCode, given);
    await this.#made({ ...found, password });
  }

  async verifyEmail({ newEmail, ...found }: User, given: string): Promise<void> {
    await this.#check(newEmail?.code, given);
    const taken = newEmail && this.byEmail(newEmail.email);
    if (taken) throw new ServiceFailure('AliasExistsException', 'An account with the email exists.');
    this.#keep({ ...found, ...(newEmail && { email: newEmail.email }) });
  }

  async setPassword(of: User, password: string): Promise<void> {
    await this.#made({ ...of, password });
  }

  unconfirmed(): readonly User[] {
    return [...this.#users.values()].filter(({ isConfirmed }) => !isConfirmed);
  }

  hasPassword(found: User, given: string): Promise<boolean> {
    return isSecret(given, found.password);
  }

  byEmail(email: string): User | undefined {
    return [...this.#users.values()].find((one) => one.email.toLowerCase() === email.toLowerCase());
  }

  /** By `sub`, or by the address that stands for it. */
  named(username: string): User | undefined {
    return this.#users.get(username) ?? this.byEmail(username);
  }

  remove({ id }: User): void {
    this.#users.delete(id);
    this.#needs.save([...this.#users.values()]);
  }

  async #made(
    wanted: Omit<User, 'id' | 'createdAt' | 'custom'> &
      Partial<Pick<User, 'custom'>> & { readonly id?: string | undefined; readonly createdAt?: number },
  ): Promise<User> {
    if (wanted.password.length < this.settings.shortestPassword) {
      throw new ServiceFailure('InvalidPasswordException', 'Password did not conform with policy: not long enough');
    }
    if (wanted.password !== wanted.password.trim()) {
      throw new ServiceFailure('InvalidParameterException', 'Password begins or ends with a space');
    }
    const { id = randomUUID(), createdAt = this.#needs.now().getTime(), custom = [] } = wanted;
    const made = { ...wanted, id, createdAt, custom, password: await sealSecret(wanted.password) };
    this.#keep(made);
    return made;
  }

  async #mail(to: string, livesMillis: number, request: Omit<MailRequest, 'settings'>) {
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const { emailSubject, emailMessage } = this.settings;
    const { subject = emailSubject, text = emailMessage } = await this.#needs.word({
      settings: this.settings,
      ...request,
    });
    this.#needs.send({ to, subject, text: text.replaceAll(codePlace, code), code });
    return { sealed: await sealSecret(code), until: this.#needs.now().getTime() + livesMillis };
  }

  async #check(code: User['code'], given: string): Promise<void> {
    if (!code || code.until < this.#needs.now().getTime()) {
      throw new ServiceFailure('ExpiredCodeException', 'Invalid code provided, please request a code again.');
    }
    if (!(await isSecret(given, code.sealed))) {
      throw new ServiceFailure('CodeMismatchException', 'Invalid verification code provided, please try again.');
    }
  }

  #keep(kept: User): void {
    this.#users.set(kept.id, kept);
    this.#needs.save([...this.#users.values()]);
  }
}
