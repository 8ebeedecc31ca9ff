import { randomInt, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ServiceFailure } from '../service-failure';
import { isSecret, sealSecret } from './secret-check';

const user = z.object({
  /** The `sub`, which is also the user name where users sign in by e-mail address. */
  id: z.string(),
  email: z.string(),
  name: z.string(),
  password: z.string(),
  isConfirmed: z.boolean(),
  /** Sealed, with the moment (epoch milliseconds) after which it is out of date. */
  code: z.object({ sealed: z.string(), until: z.number() }).optional(),
});
export type User = z.infer<typeof user>;

export interface UserPoolSettings {
  readonly id: string;
  readonly arn: string;
  readonly shortestPassword: number;
  readonly requiredAttributes: readonly string[];
  readonly emailSubject: string;
  /** `{####}` stands for the code. */
  readonly emailMessage: string;
}

interface Needs {
  load(): unknown;
  save(users: readonly User[]): void;
  send(email: { to: string; subject: string; text: string; code: string }): void;
  now(): Date;
}

// https://docs.aws.amazon.com/cognito/latest/developerguide/limits.html
const codeLivesMillis = 24 * 60 * 60 * 1000;

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
    const email = attributes.get('email') ?? '';
    if (this.byEmail(email)) throw new ServiceFailure('UsernameExistsException', 'User already exists');
    const made = await this.#made({ email, name: attributes.get('name') ?? '', password, isConfirmed: false });
    await this.sendCode(made);
    return made;
  }

  /** Puts a confirmed user there, or gives the one that is there this name and password. */
  async ensure(wanted: { readonly email: string; readonly name: string; readonly password: string }): Promise<User> {
    return this.#made({ ...wanted, isConfirmed: true, id: this.byEmail(wanted.email)?.id });
  }

  async sendCode(to: User): Promise<void> {
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const until = this.#needs.now().getTime() + codeLivesMillis;
    this.#keep({ ...to, code: { sealed: await sealSecret(code), until } });
    const { emailSubject, emailMessage } = this.settings;
    this.#needs.send({ to: to.email, subject: emailSubject, text: emailMessage.replaceAll('{####}', code), code });
  }

  async confirm({ code, ...found }: User, given: string): Promise<void> {
    if (!code || code.until < this.#needs.now().getTime()) {
      throw new ServiceFailure('ExpiredCodeException', 'Invalid code provided, please request a code again.');
    }
    if (!(await isSecret(given, code.sealed))) {
      throw new ServiceFailure('CodeMismatchException', 'Invalid verification code provided, please try again.');
    }
    this.#keep({ ...found, isConfirmed: true });
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

  async #made(wanted: Omit<User, 'id'> & { readonly id?: string | undefined }): Promise<User> {
    if (wanted.password.length < this.settings.shortestPassword) {
      throw new ServiceFailure('InvalidPasswordException', 'Password did not conform with policy: not long enough');
    }
    const made = { ...wanted, id: wanted.id ?? randomUUID(), password: await sealSecret(wanted.password) };
    this.#keep(made);
    return made;
  }

  #keep(kept: User): void {
    this.#users.set(kept.id, kept);
    this.#needs.save([...this.#users.values()]);
  }
}
