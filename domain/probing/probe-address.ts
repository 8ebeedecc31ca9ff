import type { RegistryEntry } from '../publishing/registry-entry';

type Located = Pick<RegistryEntry, 'basePath' | 'restApiId' | 'stage'>;

/** What each part may hold, so that no entry can turn the prober, which sends a secret, to another host. */
const allowed: Readonly<Record<keyof Located, RegExp>> = {
  basePath: /^(\/(?!\.{1,2}(\/|$))[\w.~-]+)+$/,
  restApiId: /^[a-z0-9]+$/,
  stage: /^[\w-]+$/,
};

/**
 * Where an API is reached, without a slash at the end. The template is the environment's: its host name followed by
 * `{basePath}`, or API Gateway's own with `{restApiId}` and `{stage}`. Undefined where the entry has a part that could
 * lead anywhere else.
 */
export function probeAddress(template: string, entry: Located): string | undefined {
  let isSafe = true;
  const address = template.replaceAll(/\{(basePath|restApiId|stage)\}/g, (_, part: keyof Located) => {
    isSafe &&= allowed[part].test(entry[part]);
    return entry[part];
  });
  return isSafe ? address : undefined;
}
