import type { JWTPayload } from 'jose';

export const mockProviders = ['cis2', 'nhs-login'] as const;
export type MockProvider = (typeof mockProviders)[number];

/** An invented person who signs in at a mock identity provider. */
export interface TestUser {
  /** What `login_hint` and `user` name: the CIS2 UUID or the NHS number. */
  readonly id: string;
  readonly name: string;
  /** `AAL1` to `AAL3` at CIS2; `P0`, `P5`, `P9` at NHS login. */
  readonly level: string;
  /** What sets the person apart, for who has to choose. */
  readonly note: string;
  /** What an ID token says of the person, beside what it says of itself. */
  readonly claims: Readonly<JWTPayload> & { readonly sub: string };
  /** What the userinfo endpoint adds, by the scope that asks for it. */
  readonly byScope: Readonly<Record<string, Readonly<JWTPayload>>>;
}

/** The number of a level: levels of one provider compare by it. */
export const rankOf = (level: string): number => Number(level.slice(-1));
