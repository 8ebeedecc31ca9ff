import type { html } from 'hono/html';

/** Markup in which everything put in was escaped, unless it was markup itself. */
export type Html = ReturnType<typeof html>;
