import { type AccessMode, accessMode, isUserMode } from '../credentials/access-mode';
import { isAddress } from './json-pointer';
import { Problems } from './problems';
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
 * out with a warning, and where only such schemes are named the file is refused; of several schemes asked for at once the strongest stands, which the others are implied by.
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
  const requirements = security.children('error').map((requirement) => readRequirement(requirement, rules));
  const modes = requirements.flatMap((requirement) => (requirement === 'stronger' ? [] : (requirement ?? [])));
  if (modes.length > 0) return [...new Set(modes)];
  if (requirements.includes('stronger')) {
    const fix = 'name an access mode, such as nhs-cis2-aal2, that asks for as much';
    rules.problems.error(security, `the operation asks for more than the platform can hold callers to; ${fix}`);
  }
  return undefined;
}

/** Access where an operation says nothing: what the extension's products grant, otherwise signed JWT. */
export const defaultAccess = ({ granted }: AccessRules): AccessMode[] => [...(granted.length > 0 ? granted : FALLBACK)];

/**
 * The modes that one requirement, or one of its schemes, is met by: any one of them is enough. Undefined where it is no
 * requirement that the platform knows; `stronger` where it asks for what no access mode asks for.
 */
type Met = readonly AccessMode[] | 'stronger' | undefined;

function readRequirement(requirement: SpecNode, rules: AccessRules): Met {
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
  const met = schemes.map((scheme) => readScheme(scheme, rules));
  if (met.includes('stronger')) return 'stronger';
  if (met.includes(undefined)) return undefined;
  const together = met.reduce<readonly AccessMode[]>(bothOf, []);
  if (together.length === 0) {
    const fix = 'make them alternatives, each its own list item';
    rules.problems.error(requirement, `one requirement asks for two identity providers at once; ${fix}`);
  }
  return together;
}

/** Of schemes asked for at once the strongest stands, which the others are implied by. */
function bothOf(these: readonly AccessMode[], those: Met, index: number): readonly AccessMode[] {
  const others = typeof those === 'object' ? those : [];
  if (index === 0) return others;
  return these.flatMap((one) =>
    others
      .filter((other) => !(isUserMode(one) && isUserMode(other)) || providerOf(one) === providerOf(other))
      .map((other) => (strength(one) > strength(other) ? one : other)),
  );
}

const providerOf = (mode: AccessMode): string => mode.replace(/-[^-]*$/, '');

const strength = (mode: AccessMode): number => accessMode.options.indexOf(mode);

function readScheme(scheme: SpecNode, rules: AccessRules): Met {
  const schemes = rules.root.child('components', 'error').child('securitySchemes', 'error');
  const reference = schemes.referenceOf(scheme.key);
  const referred = modeNamed(reference?.split('/').at(-1));
  const named = referred ?? modeNamed(scheme.key);
  // The well-known schemes are not fetched.
  const isDeclared = schemes.has(scheme.key) && !isAddress(reference ?? '');
  if (named !== undefined) refuseContradiction({ scheme, named, declared: isDeclared ? schemes : undefined }, rules);
  if (named === undefined && !schemes.has(scheme.key)) {
    const fix = 'declare it under components.securitySchemes or use an access mode such as app-level3';
    rules.problems.error(scheme, `security names the unknown scheme "${scheme.key}"; ${fix}`);
    return undefined;
  }
  const met = named === undefined ? metByType(schemes.child(scheme.key, 'error'), rules) : [named];
  if (met === undefined) return undefined;
  return askedScopes(scheme, met, rules);
}

/** A mode's name is the platform's word; where the file's other words ask for more, nobody knows which one is meant. */
function refuseContradiction(
  { scheme, named, declared }: { scheme: SpecNode; named: AccessMode; declared: SpecNode | undefined },
  rules: AccessRules,
): void {
  const key = modeNamed(scheme.key);
  // Which provider a sign-in is at only a mode says.
  const byType = isUserMode(named) ? undefined : declared?.child(scheme.key);
  const asked = byType && metByType(byType, { ...rules, problems: new Problems() });
  const asksMore = typeof asked === 'object' && asked.every((mode) => strength(mode) > strength(named));
  const isLess = key !== undefined && strength(key) > strength(named);
  if (!isLess && !asksMore) return;
  const what = `"${scheme.key}" is ${named} and, by its ${isLess ? 'name' : 'type'}, asks for more`;
  rules.problems.error(scheme, `${what}; name and declare it as what it is`);
}

/** Scopes that say that a user signed in, and no more. */
const scopesOfSignIn = new Set(['openid', 'profile', 'email', 'offline_access']);

/** No token of the platform is limited to scopes, so what asks for one would be opened by any. */
function askedScopes(scheme: SpecNode, met: Exclude<Met, undefined>, { problems }: AccessRules): Met {
  if (met === 'stronger') return met;
  if (!scheme.isList && scheme.scalar !== null) {
    problems.error(scheme, `what "${scheme.key}" asks for is no list; write "${scheme.key}: []"`);
    return undefined;
  }
  const isSignIn = met.every(isUserMode);
  const scopes = scheme.children('error').filter(({ text }) => !(isSignIn && scopesOfSignIn.has(text ?? '')));
  const [first] = scopes;
  if (first === undefined) return met;
  const what = `"${scheme.key}" asks for the scope "${first.text ?? ''}", which no token of the platform bears`;
  problems.warning(first, `${what}, so it is left out; ask for an access mode, and check the scope in the backend`);
  return 'stronger';
}

/** `app-level3` however it is written: `app_level3`, `App-Level3`. */
export function modeNamed(name: string | undefined): AccessMode | undefined {
  return accessMode.safeParse(name?.toLowerCase().replaceAll('_', '-')).data;
}

const userFlows = ['authorizationCode', 'implicit', 'password', 'deviceAuthorization'];

function metByType(scheme: SpecNode, { granted, problems }: AccessRules): Met {
  if (!scheme.exists) return undefined;
  const field = (name: string) => scheme.child(name).text?.toLowerCase();
  const type = field('type');
  const flows = scheme.child('flows');
  const onlyUsers = !flows.has('clientCredentials') && userFlows.some((flow) => flows.has(flow));
  if (type === 'openidconnect' || (type === 'oauth2' && onlyUsers)) {
    const users = granted.filter(isUserMode);
    const met: readonly AccessMode[] = users.length > 0 ? users : ['nhs-login-p0', 'nhs-cis2-aal1'];
    const what = type === 'oauth2' ? 'an OAuth 2.0 scheme whose flows sign a user in' : 'OpenID Connect';
    const fix = 'name the access mode itself where another level or provider, or an application alone, is meant';
    problems.warning(scheme, `${what} is taken as ${met.join(' or ')}; ${fix}`);
    return met;
  }
  if (type === 'oauth2') return ['app-level3'];
  if (type === 'http' && field('scheme') === 'bearer') return ['app-level3'];
  if (type === 'apikey' && field('in') === 'header' && field('name') === 'apikey') return ['app-level0'];
  if (type === 'mutualtls') {
    const what = 'no caller of the platform shows a certificate, so the scheme is left out';
    problems.warning(scheme, `${what}; use an access mode`);
  } else {
    const what = `the platform cannot check the security scheme "${scheme.key}" and leaves it out`;
    problems.warning(scheme, `${what}; use bearer tokens, OAuth 2.0 or an apiKey in header "apikey"`);
  }
  return 'stronger';
}
