/** What authorisation codes and refresh tokens look like to whoever holds one: the grant's id, a dot and a secret. */
export interface SecretHandle {
  readonly grantId: string;
  readonly secret: string;
}

const longestHandle = 512;

export const writeHandle = ({ grantId, secret }: SecretHandle): string => `${grantId}.${secret}`;

/** Undefined where the text cannot be one of ours. */
export function readHandle(text: string): SecretHandle | undefined {
  const dot = text.indexOf('.');
  if (dot < 1 || dot === text.length - 1 || text.length > longestHandle) return undefined;
  return { grantId: text.slice(0, dot), secret: text.slice(dot + 1) };
}
