/** How many requests a batch of access records tells of, and how many of them the front door itself failed. */
export interface Traffic {
  readonly requests: number;
  readonly faults: number;
}

/** APIs with no target: whatever they fail, the platform fails. */
const own = new Set(['oauth2', 'identity']);

/**
 * Whether the front door failed the request. An answer of 500 and more counts where API Gateway made it (it then says
 * which response it made) or where no target stands behind; what a target answers, the relay passes on, and it is the
 * producer's to mend.
 */
export function isFault({ api, status, errorType }: Readonly<Record<string, unknown>>): boolean {
  // A line may hold anything, and an object may refuse to become a number.
  if (typeof status === 'object') return false;
  return Number(status) >= 500 && (errorType !== undefined || (typeof api === 'string' && own.has(api)));
}
