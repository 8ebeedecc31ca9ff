/** Of the terms of use, so that it is known which were accepted: raised whenever their meaning changes. */
export const terms = { version: '1.0', since: '2026-11-26' } as const;
