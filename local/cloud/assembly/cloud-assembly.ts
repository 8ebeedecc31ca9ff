import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { own } from '../../../domain/own';
import { type Template, template } from './template';

const manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      environment: z.string().optional(),
      dependencies: z.array(z.string()).default([]),
      properties: z
        .looseObject({
          templateFile: z.string().optional(),
          stackName: z.string().optional(),
          file: z.string().optional(),
          directoryName: z.string().optional(),
        })
        .default({}),
    }),
  ),
});
type Artifacts = z.infer<typeof manifest>['artifacts'];

const assetManifest = z.object({
  files: z
    .record(
      z.string(),
      z.object({
        source: z.object({ path: z.string(), packaging: z.enum(['file', 'zip']) }),
        destinations: z.record(z.string(), z.object({ bucketName: z.string(), objectKey: z.string() })),
      }),
    )
    .default({}),
});

/** A file, or a folder that CDK would upload zipped; the bucket may hold `${AWS::AccountId}`. */
export interface Asset {
  readonly path: string;
  readonly packaging: 'file' | 'zip';
  readonly bucket: string;
  readonly key: string;
}

export interface AssemblyStack {
  readonly name: string;
  readonly template: Template;
  readonly assets: readonly Asset[];
}

const readJson = (...path: string[]): unknown => JSON.parse(readFileSync(join(...path), 'utf8'));

/**
 * The stacks of a synthesised cloud assembly (`cdk.out`), nested stages included, each after the stacks it depends on.
 */
export function readCloudAssembly(folder: string): readonly AssemblyStack[] {
  const { artifacts } = manifest.parse(readJson(folder, 'manifest.json'));
  return dependenciesFirst(artifacts).flatMap((id) => {
    const artifact = own(artifacts, id);
    const nested = artifact?.type === 'cdk:cloud-assembly' ? artifact.properties.directoryName : undefined;
    if (nested) return readCloudAssembly(join(folder, nested));
    return artifact?.type === 'aws:cloudformation:stack' ? [readStack(folder, id, artifacts)] : [];
  });
}

function readStack(folder: string, id: string, artifacts: Artifacts): AssemblyStack {
  const { properties, dependencies } = own(artifacts, id) ?? { properties: {}, dependencies: [] };
  return {
    name: properties.stackName ?? id,
    template: template.parse(readJson(folder, properties.templateFile ?? '')),
    assets: dependencies
      .map((dependency) => own(artifacts, dependency))
      .filter((artifact) => artifact?.type === 'cdk:asset-manifest')
      .flatMap((artifact) => readAssets(folder, artifact?.properties.file ?? '')),
  };
}

function readAssets(folder: string, file: string): readonly Asset[] {
  const { files } = assetManifest.parse(readJson(folder, file));
  return Object.values(files).flatMap(({ source, destinations }) =>
    Object.values(destinations).map(({ bucketName, objectKey }) => ({
      path: join(folder, source.path),
      packaging: source.packaging,
      bucket: bucketName,
      key: objectKey,
    })),
  );
}

function dependenciesFirst(artifacts: Artifacts): readonly string[] {
  const ordered = new Set<string>();
  const visit = (id: string) => {
    if (ordered.has(id)) return;
    for (const dependency of own(artifacts, id)?.dependencies ?? []) visit(dependency);
    ordered.add(id);
  };
  for (const id of Object.keys(artifacts)) visit(id);
  return [...ordered];
}
