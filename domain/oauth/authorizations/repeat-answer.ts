import * as z from 'zod';
import type { Authorization } from '../authorization';
import type { Marks } from '../ports';
import { openText, sealText } from '../tokens/seal-text';
import type { TokenResponse } from '../tokens/token-response';

/**
 * Seconds in which an application that may not have got the answer to a refresh is given it again. Longer than this
 * server takes, and than clients commonly wait before they ask again.
 */
const repeatedFor = 20;

const tokenResponse = z.record(z.string(), z.union([z.string(), z.number()]));

/** The table alone does not open it: that takes the refresh token, and the platform's key of marks. */
const keyOf = (secret: string, marks: Marks): Promise<string> => marks.of(`answer to ${secret}`);

interface Answered {
  /** Of the refresh token that was used. */
  readonly secret: string;
  readonly hash: string;
  readonly now: number;
}

/** The answer as the authorisation keeps it. */
export async function keepAnswer(answer: TokenResponse, { secret, hash, now }: Answered, marks: Marks) {
  return {
    to: hash,
    sealed: await sealText(JSON.stringify(answer), await keyOf(secret, marks)),
    until: now + repeatedFor,
  };
}

/** The answer that the refresh token was given, where it was the last one used and that was just now. */
export async function repeatAnswer(
  { lastAnswer, revoked }: Authorization,
  { secret, hash, now }: Answered,
  marks: Marks,
): Promise<TokenResponse | undefined> {
  if (revoked || lastAnswer?.to !== hash || lastAnswer.until <= now) return undefined;
  return tokenResponse.parse(JSON.parse(await openText(lastAnswer.sealed, await keyOf(secret, marks))));
}
