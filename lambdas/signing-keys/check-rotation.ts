import { Failure } from '../../domain/failure';

/** KMS ids of published keys; the first signs. */
type KeyIds = readonly string[];

interface Step {
  readonly before: KeyIds;
  readonly after: KeyIds;
  /** When the key that signs now took over, and the time of this deployment: epoch seconds. */
  readonly signingSince: number;
  readonly now: number;
}

/** Seconds: the 599 of an access token and the five minutes for which its verifiers may keep the key set. */
const longestUse = 599 + 300;

/**
 * Refuses a deployment after which a token in use could not be checked: a key is published before it signs, and stays
 * published until the last token that it signed has expired.
 */
export function checkRotation({ before, after, signingSince, now }: Step): void {
  const [signer = ''] = after;
  if (!before.includes(signer)) {
    refuse('the key that is to sign has not been published yet. Deploy it as the second key first');
  }
  const isDropped = before.some((key) => !after.includes(key));
  if (isDropped && before[0] !== signer) {
    refuse('the key that signs now is to go at once. Let the other one sign first, then replace it');
  }
  const wait = signingSince + longestUse - now;
  if (isDropped && wait > 0) {
    refuse(`tokens of the key that is to go are still in use. Deploy again in ${Math.ceil(wait / 60)} minutes`);
  }
}

function refuse(reason: string): never {
  throw new Failure('invalid_configuration', `signingKeys: ${reason}`);
}
