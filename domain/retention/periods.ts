/** Of access records and of what producers' functions print: they lie in one bucket, under one lifecycle rule. */
export const recordsKeptForDays = 90;

/** Hours that access records are kept where their API does not ask for fewer. */
export const longestLogRetentionHours = recordsKeptForDays * 24;

/** Days for which it is counted how APIs are called: in whole weeks, and with what can be restored within the records' own period. */
export const countedForDays = 84;

/** Days after which a sign-up to the portal that was never confirmed is forgotten. */
export const unconfirmedForDays = 2;

/** Days after which the last use of a key is forgotten: a key that is used once a year still shows it. */
export const useKnownForDays = 400;

/** Days for which it is known how an access to an API came about, after it has ended. */
export const endedAccessKnownForDays = 400;

/** Days for which it is known who changed what of a team and of what it answers for. */
export const eventsKeptForDays = 730;

/** Days for which an invitation into a team holds, and the address that it was sent to is kept. */
export const invitedForDays = 7;

/**
 * Days of rows that bear their own expiry, within a day: DynamoDB removes what has expired typically within two days
 * more, and whoever reads checks the expiry itself.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
 */
export const expiredWithinADay = { days: 3 } as const;
