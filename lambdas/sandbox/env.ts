import * as z from 'zod';

/** The sandbox needs nothing but `api.json` (an `ApiDefinition`) beside its bundle. */
export const sandboxEnv = z.object({});
export type SandboxEnv = Record<keyof z.input<typeof sandboxEnv>, string>;
