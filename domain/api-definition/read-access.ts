import { type AccessMode, accessMode, isUserMode } from '../access/access-mode';
import type { Problems } from './problems';
import type { References } from './references';
import type { SpecNode } from './spec-node';

/** What an operation without a word on security takes: never open. */
const FALLBACK: readonly AccessMode[] = ['app-level3'];

export interface AccessRules {
  readonly root: SpecNode;
  /** Every mode that a product of the extension grants; undefined without the extension. */
  readonly granted: readonly AccessMode[];
  readonly references: References;
  readonly problems: Problems;
}

/**
 * The OR-list of access modes for one operation. `security: []` on the operation itself, and nothing else, opens it.
 * Alternatives are narrowed, never widened: an empty alternative `{}` and a scheme the platform cannot check are left
 * out with a warning; of several schemes asked for at once the strongest stands, which the others are implied by.
 * Undefined where the file says nothing that can be used; `defaultAccess` then holds.
 */
export function readAccess(operation: SpecNode, rules: AccessRules): AccessMode[] | undefined {
  const own = operation.child('security', 'error');
  if (own.isList && own.keys.length === 0) return [];
  const security = operation.has('security') ? own : rules.root.child('security', 'error');
  if (!security.exists) return undefined;
  if (!security.isList) {
    rules.problems.error(security, 'security is not a list; write a list of security requirements');
    return undefined;
  }
  const modes = security.children('error').flatMap((requirement) => readRequirement(requirement, rules) ?? []);
  return modes.length > 0 ? [...new Set(modes)] : undefined;
}

/** Access where an operation says nothing: what the extension's products grant, otherwise signed JWT. */
export const defaultAccess = ({ granted }: AccessRules): AccessMode[] => [...(granted.length > 0 ? granted : FALLBACK)];

function readRequirement(requirement: SpecNode, rules: AccessRules): AccessMode | undefined {
  if (!requirement.isMap) {
    rules.problems.error(requirement, 'a security requirement names no scheme; write it as "app-level3: []"');
    return undefined;
  }
  const schemes = requirement.children('error');
  if (schemes.length === 0) {
    const fix = 'write "security: []" on the operation to open it, or remove the alternative';
    rules.problems.warning(requirement, `an empty security requirement does not open an operation; ${fix}`);
    return undefined;
  }
  const modes = schemes.map((scheme) => readScheme(scheme, rules));
  if (modes.some((mode) => mode === undefined)) return undefined;
  const ranked = modes.filter((mode) => mode !== undefined).sort((a, b) => strength(b) - strength(a));
  const providers = new Set(ranked.filter(isUserMode).map((mode) => mode.replace(/-[^-]*$/, '')));
  if (providers.size > 1) {
    const fix = 'make them alternatives, each its own list item';
    rules.problems.error(requirement, `one requirement asks for two identity providers at once; ${fix}`);
  }
  return ranked[0];
}

const strength = (mode: AccessMode): number => accessMode.options.indexOf(mode);

function readScheme(scheme: SpecNode, rules: AccessRules): AccessMode | undefined {
  const schemes = rules.root.child('components', 'error').child('securitySchemes', 'error');
  const named = modeNamed(schemes.referenceOf(scheme.key)?.split('/').at(-1)) ?? modeNamed(scheme.key);
  if (named !== undefined) return named;
  if (!schemes.has(scheme.key)) {
    const fix = 'declare it under components.securitySchemes or use an access mode such as app-level3';
    rules.problems.error(scheme, `security names the unknown scheme "${scheme.key}"; ${fix}`);
    return undefined;
  }
  const declaration = schemes.child(scheme.key, 'error');
  const mode = modeOfType(declaration);
  if (declaration.exists && mode === undefined) {
    const what = `the platform cannot check the security scheme "${scheme.key}" and leaves it out`;
    rules.problems.warning(declaration, `${what}; use bearer tokens, OAuth 2.0 or an apiKey in header "apikey"`);
  }
  return mode;
}

/** `app-level3` however it is written: `app_level3`, `App-Level3`. */
export function modeNamed(name: string | undefined): AccessMode | undefined {
  return accessMode.safeParse(name?.toLowerCase().replaceAll('_', '-')).data;
}

function modeOfType(scheme: SpecNode): AccessMode | undefined {
  const field = (name: string) => scheme.child(name).text?.toLowerCase();
  if (field('type') === 'oauth2' || field('type') === 'openidconnect') return 'app-level3';
  if (field('type') === 'http' && field('scheme') === 'bearer') return 'app-level3';
  if (field('type') === 'apikey' && field('in') === 'header' && field('name') === 'apikey') return 'app-level0';
  return undefined;
}
