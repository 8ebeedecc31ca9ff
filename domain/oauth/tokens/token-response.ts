import type { Application } from '../../applications/application';

/** The body of a successful answer (RFC 6749 §5.1). */
export type TokenResponse = Readonly<Record<string, string | number>>;

/** Every member as the original answers it, which is as a string, and the access token's scope. */
interface Issued {
  readonly members: Readonly<Record<string, string>>;
  readonly scope: string;
}

/** Members that RFC 6749 §5.1 and its like have as numbers. */
const numbers = ['expires_in', 'refresh_token_expires_in', 'refresh_count', 'issued_at'];

const writers: Readonly<Record<Application['profile'], (issued: Issued) => TokenResponse>> = {
  nhs: ({ members }) => members,
  strict: ({ members, scope }) => ({
    ...Object.fromEntries(
      Object.entries(members).map(([name, value]) => [name, numbers.includes(name) ? Number(value) : value]),
    ),
    scope,
  }),
};

/** As clients of the application's profile read it. */
export const tokenResponse = ({ profile }: Pick<Application, 'profile'>, issued: Issued): TokenResponse =>
  writers[profile](issued);
