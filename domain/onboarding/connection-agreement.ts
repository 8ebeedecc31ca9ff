/** What organisations accept before their products call: raised, with a question of its own, whenever its meaning changes. */
export const connectionAgreement = { version: '1.0', since: '2026-11-27' } as const;
