import type * as z from 'zod';
import { isRecord } from '../record';
import { type Extension, extensionSchema } from './extension-schema';
import { inlined } from './inlined';
import type { Problems } from './problems';
import type { References } from './references';
import type { SpecNode } from './spec-node';

export const EXTENSION = 'x-nhsd-apim';

/** The `x-nhsd-apim` extension, at the root or under `info`; undefined where the file has none. */
export function readExtension(root: SpecNode, references: References, problems: Problems): Extension | undefined {
  const found = [root, root.child('info')].find((at) => at.has(EXTENSION))?.child(EXTENSION, 'error');
  if (found === undefined || !followsStrictly(found)) return undefined;
  const value = withoutNulls(withPlainKeys(inlined(found.written, references, 'plain')), found, problems);
  const extension = parsed(value, found, problems);
  if (extension) tellWhatIsLess(extension, found, problems);
  return extension;
}

/** What the original platform makes more of. */
function tellWhatIsLess({ target, access }: Extension, at: SpecNode, problems: Problems): void {
  if (target?.type === 'hosted') {
    const fix = 'run them elsewhere, and state their https URL as target of the publication';
    problems.warning(at.child('target').child('type'), `${EXTENSION}.target: the platform runs no containers; ${fix}`);
  }
  if (access.length > 1) {
    const what = 'applications subscribe to an API and not to one of its products, so that the grants of all count';
    problems.warning(at.child('access'), `${EXTENSION}.access: ${what}; state each operation's own security`);
  }
}

/** Only what a container runs may be out of reach; everything else here decides routing or access. */
function followsStrictly(node: SpecNode, seen = new Set<string>()): boolean {
  if (!node.exists) return false;
  if (seen.has(node.id)) return true;
  seen.add(node.id);
  const parts = node.keys.filter((key) => key !== 'containers').map((key) => node.child(key, 'error'));
  return parts.map((part) => followsStrictly(part, seen)).every(Boolean);
}

/** The published schema spells keys with underscores, real files with hyphens. */
function withPlainKeys(value: unknown, depth = 0): unknown {
  if (Array.isArray(value)) return value.map((item) => withPlainKeys(item, depth + 1));
  if (!isRecord(value) || depth > 4) return value;
  const plain = (key: string) => key.toLowerCase().replaceAll('_', '-');
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [plain(key), withPlainKeys(field, depth + 1)]));
}

/** An empty target URL is a blank to be filled by the environment. */
function withoutNulls(value: unknown, at: SpecNode, problems: Problems): unknown {
  if (!isRecord(value) || !isRecord(value.target)) return value;
  const { url, ...target } = value.target;
  if (url !== null && url !== '') return value;
  problems.warning(
    at.child('target').child('url'),
    'target url is empty; the construct or the environment must give one',
  );
  return { ...value, target };
}

function parsed(value: unknown, at: SpecNode, problems: Problems): Extension | undefined {
  const result = extensionSchema.safeParse(value);
  if (result.success) return result.data;
  const unknown = result.error.issues.filter((issue) => issue.code === 'unrecognized_keys');
  for (const issue of result.error.issues) {
    if (issue.code !== 'unrecognized_keys') problems.error(nodeAt(at, issue.path), messageOf(issue));
  }
  for (const issue of unknown) {
    for (const key of issue.keys) {
      const path = [...issue.path, key].join('.');
      problems.warning(
        nodeAt(at, [...issue.path, key]),
        `${EXTENSION}.${path} is not known and has no effect; remove it`,
      );
    }
  }
  if (unknown.length === 0 || unknown.length < result.error.issues.length) return undefined;
  return parsed(unknown.reduce(withoutKeys, value), at, problems);
}

type UnknownKeys = Extract<z.core.$ZodIssue, { code: 'unrecognized_keys' }>;

function withoutKeys(value: unknown, { path, keys }: UnknownKeys): unknown {
  const copy = structuredClone(value);
  const parent = path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown>)[key], copy);
  for (const key of keys) delete (parent as Record<string, unknown>)[key];
  return copy;
}

const nodeAt = (at: SpecNode, path: readonly PropertyKey[]): SpecNode =>
  path.reduce<SpecNode>((node, key) => node.child(String(key)), at);

function messageOf(issue: z.core.$ZodIssue): string {
  const where = `${EXTENSION}${issue.path.map((key) => `.${String(key)}`).join('')}`;
  if (issue.message.includes(';')) return `${where}: ${issue.message}`;
  return `${where}: ${issue.message}; see the extension's description`;
}
