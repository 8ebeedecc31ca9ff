/** What codes and refresh tokens look like to whoever holds one: the id of their authorisation, a dot and a secret. */
export interface SecretHandle {
  readonly authorizationId: string;
  readonly secret: string;
}

const longestHandle = 512;

export const writeHandle = ({ authorizationId, secret }: SecretHandle): string => `${authorizationId}.${secret}`;

/** Undefined where the text cannot be one of ours. */
export function readHandle(text: string): SecretHandle | undefined {
  const dot = text.indexOf('.');
  if (dot < 1 || dot === text.length - 1 || text.length > longestHandle) return undefined;
  return { authorizationId: text.slice(0, dot), secret: text.slice(dot + 1) };
}
