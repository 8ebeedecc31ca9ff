/** Of access records and of what producers' functions print: they lie in one bucket, under one lifecycle rule. */
export const recordsKeptForDays = 90;

/** Hours that access records are kept where their API does not ask for fewer. */
export const longestLogRetentionHours = recordsKeptForDays * 24;

/** Days after which a sign-up to the portal that was never confirmed is forgotten. */
export const unconfirmedForDays = 2;

/** Days after which the last use of a key is forgotten: a key that is used once a year still shows it. */
export const useKnownForDays = 400;
