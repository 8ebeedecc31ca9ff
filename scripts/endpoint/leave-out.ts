import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const resource = z.looseObject({ Type: z.string(), DependsOn: z.union([z.string(), z.array(z.string())]).optional() });
const template = z.looseObject({
  Resources: z.record(z.string(), resource),
  Metadata: z.looseObject({ LeftOut: z.array(z.string()).default([]) }).default({ LeftOut: [] }),
});
const assets = z.looseObject({
  files: z.record(z.string(), z.looseObject({ source: z.looseObject({ path: z.string() }) })),
});

export interface LeftOut {
  readonly stack: string;
  readonly id: string;
  readonly type: string;
}

/** The types that were left out of a template, as its metadata says. */
export const typesLeftOut = (text: string): string[] => template.parse(JSON.parse(text)).Metadata.LeftOut;

/**
 * Takes resources of these types out of every template of an assembly. What refers to one is given its logical id
 * instead: an emulator that does not know the resource does not look it up either.
 */
export function leaveOut(assembly: string, types: ReadonlySet<string>): LeftOut[] {
  const ending = '.template.json';
  return readdirSync(assembly)
    .filter((file) => file.endsWith(ending))
    .flatMap((file) => {
      const stack = file.slice(0, -ending.length);
      const { Resources, Metadata, ...rest } = template.parse(JSON.parse(readFileSync(join(assembly, file), 'utf8')));
      const gone = Object.entries(Resources).filter(([, { Type }]) => types.has(Type));
      if (gone.length === 0) return [];
      const ids = new Set(gone.map(([id]) => id));
      const kept = Object.entries(Resources).filter(([id]) => !ids.has(id));
      const LeftOut = [...new Set([...Metadata.LeftOut, ...gone.map(([, { Type }]) => Type)])].sort();
      const remaining = { ...rest, Resources: Object.fromEntries(kept.map(independentOf(ids))) };
      const edited = { ...withoutReferences(remaining, ids), Metadata: { ...Metadata, LeftOut } };
      replaceTemplate(assembly, stack, JSON.stringify(edited, undefined, 1));
      return gone.map(([id, { Type: type }]) => ({ stack, id, type }));
    });
}

const independentOf =
  (ids: ReadonlySet<string>) =>
  ([id, { DependsOn, ...rest }]: [string, z.infer<typeof resource>]) => {
    const remaining = [DependsOn ?? []].flat().filter((one) => !ids.has(one));
    return [id, { ...rest, ...(remaining.length > 0 && { DependsOn: remaining }) }] as const;
  };

const withoutReferences = (value: object, ids: ReadonlySet<string>): object =>
  Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withoutReference(item, ids)]));

function withoutReference(value: unknown, ids: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutReference(item, ids));
  if (typeof value !== 'object' || value === null) return value;
  const [[key, argument] = [], ...others] = Object.entries(value);
  if (others.length === 0 && (key === 'Ref' || key === 'Fn::GetAtt')) {
    const id: unknown = [argument].flat()[0];
    if (typeof id === 'string' && ids.has(id)) return id;
  }
  return withoutReferences(value, ids);
}

/** Under a new name too: CDK does not upload a template whose name, the hash of the original, is in the bucket. */
function replaceTemplate(assembly: string, stack: string, text: string): void {
  const path = `${stack}.template.json`;
  writeFileSync(join(assembly, path), text);
  const assetsFile = join(assembly, `${stack}.assets.json`);
  const { files } = assets.parse(JSON.parse(readFileSync(assetsFile, 'utf8')));
  const old = Object.keys(files).find((hash) => files[hash]?.source.path === path);
  if (!old) return;
  const hash = createHash('sha256').update(text).digest('hex');
  for (const file of [assetsFile, join(assembly, 'manifest.json')]) {
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(old, hash));
  }
}
