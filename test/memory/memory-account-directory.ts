import { randomInt, randomUUID } from 'node:crypto';
import type {
  AccountDirectory,
  Authentication,
  DirectoryUser,
  SignUpAnswer,
  SignUpRequest,
} from '../../domain/accounts/account-directory';
import { accountMail, type MailOccasion } from '../../domain/accounts/account-mails';
import type { Clock } from '../../domain/ports';

interface Member extends SignUpRequest {
  readonly id: string;
  readonly confirmed: boolean;
  readonly since: Date;
  readonly code?: string;
  readonly resetCode?: string;
  readonly newAddress?: { readonly email: string; readonly code: string };
}

interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly code: string;
}

/** Keeps the mails that it would send. */
export class MemoryAccountDirectory implements AccountDirectory {
  readonly #members = new Map<string, Member>();
  readonly #clock: Clock;
  readonly mails: Mail[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async signUp(request: SignUpRequest): Promise<SignUpAnswer> {
    const found = this.#at(request.email);
    if (found?.confirmed) {
      this.#keep({ ...found, resetCode: this.#mail(request.email, 'signed-up-again') });
      return { signUp: randomUUID(), isMailed: true };
    }
    if (found) this.#members.delete(found.id);
    const id = randomUUID();
    const code = this.#mail(request.email, 'sign-up');
    this.#keep({ ...request, id, confirmed: false, since: this.#clock.now(), code });
    return { signUp: id, isMailed: true };
  }

  async confirm({ email, code, signUp }: { email: string; code: string; signUp: string }): Promise<boolean> {
    const { code: sent, ...member } = this.#at(email) ?? {};
    if (!isMember(member) || member.confirmed || sent !== code || member.id !== signUp) return false;
    this.#keep({ ...member, confirmed: true });
    return true;
  }

  async resendCode(email: string): Promise<boolean> {
    const member = this.#at(email);
    if (member && !member.confirmed) this.#keep({ ...member, code: this.#mail(email, 'sign-up') });
    return true;
  }

  async authenticate({ email, password }: { email: string; password: string }): Promise<Authentication> {
    const member = this.#at(email);
    if (member?.password !== password) return { outcome: 'refused' };
    return member.confirmed
      ? { outcome: 'authenticated', user: userOf(member) }
      : { outcome: 'unconfirmed', signUp: member.id };
  }

  async sendResetCode(email: string): Promise<boolean> {
    const member = this.#at(email);
    if (member?.confirmed) this.#keep({ ...member, resetCode: this.#mail(email, 'forgotten-password') });
    return true;
  }

  async resetPassword(request: { email: string; code: string; password: string }): Promise<DirectoryUser | undefined> {
    const { resetCode, ...member } = this.#at(request.email) ?? {};
    if (!isMember(member) || resetCode === undefined || resetCode !== request.code) return undefined;
    this.#keep({ ...member, password: request.password });
    return userOf(member);
  }

  async setPassword(id: string, password: string): Promise<void> {
    this.#change(id, { password });
  }

  async rename(id: string, name: string): Promise<void> {
    this.#change(id, { name });
  }

  async sendAddressCode(id: string, newEmail: string): Promise<boolean> {
    if (!this.#at(newEmail)) {
      this.#change(id, { newAddress: { email: newEmail, code: this.#mail(newEmail, 'new-address') } });
    }
    return true;
  }

  async confirmAddress(request: { email: string; password: string; code: string }): Promise<DirectoryUser | undefined> {
    const { newAddress, ...member } = this.#at(request.email) ?? {};
    if (!isMember(member) || member.password !== request.password || newAddress?.code !== request.code) {
      return undefined;
    }
    const moved = { ...member, email: newAddress.email };
    this.#keep(moved);
    return userOf(moved);
  }

  async remove(id: string): Promise<void> {
    this.#members.delete(id);
  }

  async removeUnconfirmed(before: Date): Promise<number> {
    const due = [...this.#members.values()].filter(({ confirmed, since }) => !confirmed && since < before);
    for (const { id } of due) this.#members.delete(id);
    return due.length;
  }

  /** The code that was sent last to an address. */
  codeOf(email: string): string | undefined {
    return this.mails.findLast(({ to }) => to === email)?.code;
  }

  #at(email: string): Member | undefined {
    return [...this.#members.values()].find((member) => member.email.toLowerCase() === email.toLowerCase());
  }

  #keep(member: Member): void {
    this.#members.set(member.id, member);
  }

  #change(id: string, changed: Partial<Member>): void {
    const member = this.#members.get(id);
    if (member) this.#keep({ ...member, ...changed });
  }

  #mail(to: string, occasion: MailOccasion): string {
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    this.mails.push({ to, code, ...accountMail(occasion, { portalUrl: 'https://portal.example.nhs.uk', code }) });
    return code;
  }
}

const isMember = (member: Partial<Member>): member is Member => member.id !== undefined;
const userOf = ({ id, name, email, terms }: Member): DirectoryUser => ({ id, name, email, terms });
