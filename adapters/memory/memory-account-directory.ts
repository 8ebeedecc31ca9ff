import { randomInt, randomUUID } from 'node:crypto';
import type { AccountDirectory, Authentication, SignUpRequest } from '../../domain/accounts/account-directory';

interface Member extends SignUpRequest {
  readonly id: string;
  readonly confirmed: boolean;
  readonly code: string;
}

/** Tells its codes instead of mailing them. */
export class MemoryAccountDirectory implements AccountDirectory {
  readonly #members = new Map<string, Member>();

  async signUp(request: SignUpRequest): Promise<void> {
    if (this.#members.has(key(request.email))) return;
    this.#members.set(key(request.email), { ...request, id: randomUUID(), confirmed: false, code: newCode() });
  }

  async confirm({ email, code }: { email: string; code: string }): Promise<boolean> {
    const member = this.#members.get(key(email));
    if (!member || member.confirmed || member.code !== code) return false;
    this.#members.set(key(email), { ...member, confirmed: true });
    return true;
  }

  async resendCode(email: string): Promise<void> {
    const member = this.#members.get(key(email));
    if (member && !member.confirmed) this.#members.set(key(email), { ...member, code: newCode() });
  }

  async authenticate({ email, password }: { email: string; password: string }): Promise<Authentication> {
    const member = this.#members.get(key(email));
    if (member?.password !== password) return { outcome: 'refused' };
    if (!member.confirmed) return { outcome: 'unconfirmed' };
    return { outcome: 'authenticated', user: { id: member.id, name: member.name, email: member.email } };
  }

  async remove(id: string): Promise<void> {
    for (const [email, member] of this.#members) if (member.id === id) this.#members.delete(email);
  }

  /** The code that was sent last to an address. */
  codeOf(email: string): string | undefined {
    return this.#members.get(key(email))?.code;
  }
}

const key = (email: string): string => email.toLowerCase();
const newCode = (): string => String(randomInt(1_000_000)).padStart(6, '0');
