import * as z from 'zod';

/**
 * How a caller may prove itself to an operation, in the spelling of the `x-nhsd-apim` extension's grants and of the
 * well-known `securitySchemes`. An operation with no access mode is open.
 */
export const accessMode = z.enum([
  'app-level0',
  'app-level3',
  'nhs-login-p0',
  'nhs-login-p5',
  'nhs-login-p9',
  'nhs-cis2-aal1',
  'nhs-cis2-aal2',
  'nhs-cis2-aal3',
]);
export type AccessMode = z.infer<typeof accessMode>;

const ladders: readonly (readonly AccessMode[])[] = [
  ['nhs-login-p0', 'nhs-login-p5', 'nhs-login-p9'],
  ['nhs-cis2-aal1', 'nhs-cis2-aal2', 'nhs-cis2-aal3'],
];

/**
 * Whether a caller who reached `reached` satisfies an operation that asks for `asked`: the same mode, or a higher
 * level of the same identity provider. An API key (`app-level0`) and a signed JWT (`app-level3`) are different
 * credentials, so neither stands for the other.
 */
export function satisfies(reached: AccessMode, asked: AccessMode): boolean {
  if (reached === asked) return true;
  const ladder = ladders.find((levels) => levels.includes(asked));
  return ladder !== undefined && ladder.indexOf(reached) > ladder.indexOf(asked);
}

/** Whether the mode is proved by an API key in the header `apikey` rather than by an access token. */
export const isApiKeyMode = (mode: AccessMode): boolean => mode === 'app-level0';

/** Whether the mode names an end user: the access token came from CIS2 or NHS login. */
export const isUserMode = (mode: AccessMode): boolean => mode.startsWith('nhs-');
