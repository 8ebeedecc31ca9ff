import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keptAssembly } from '../../scripts/kept-assembly';
import type { SynthesisOptions } from '../../scripts/synth';

export interface Resource {
  readonly id: string;
  readonly stack: string;
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template's properties have as many shapes as CloudFormation has types
  readonly properties: any;
  readonly deletionPolicy: string | undefined;
}

interface Finding {
  readonly ruleName: string;
  readonly acknowledgedId?: string;
  readonly violatingConstructs: readonly { readonly constructPath: string }[];
}

export interface Acknowledged {
  readonly path: string;
  readonly id: string;
  readonly reason: string;
}

/** Environments as `cdk deploy` would take them, read from the files of one assembly. */
export interface Synthesised {
  /** Where the assembly is. */
  readonly folder: string;
  readonly stacks: readonly string[];
  readonly resources: readonly Resource[];
  of(type: string, stack?: RegExp): readonly Resource[];
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Finding[];
  readonly acknowledgements: readonly Acknowledged[];
}

/** Every environment, or the one that is asked for. */
export async function synthesised(options: Omit<SynthesisOptions, 'outdir'> = {}): Promise<Synthesised> {
  const outdir = await keptAssembly(options);
  const read = (file: string) => JSON.parse(readFileSync(join(outdir, file), 'utf8'));
  const named = (ending: string) => readdirSync(outdir).filter((file) => file.endsWith(ending));
  const templates = named('.template.json').map((file) => [file.replace('.template.json', ''), read(file)] as const);
  const resources = templates.flatMap(([stack, template]) => resourcesOf(stack, template));
  const reports: { violations: Finding[]; suppressedViolations?: Finding[] }[] =
    read('validation-report.json').pluginReports;
  return {
    folder: outdir,
    stacks: templates.map(([stack]) => stack),
    resources,
    of: (type, stack = /./) => resources.filter((one) => one.type === type && stack.test(one.stack)),
    findings: reports.flatMap(({ violations }) => violations),
    suppressed: reports.flatMap(({ suppressedViolations = [] }) => suppressedViolations),
    acknowledgements: named('.metadata.json').flatMap((file) => acknowledgementsOf(read(file))),
  };
}

type Template = { Resources: Record<string, { Type: string; Properties?: unknown; DeletionPolicy?: string }> };

const resourcesOf = (stack: string, { Resources }: Template): Resource[] =>
  Object.entries(Resources).map(([id, { Type: type, Properties: properties = {}, DeletionPolicy }]) => ({
    id,
    stack,
    type,
    properties,
    deletionPolicy: DeletionPolicy,
  }));

type Metadata = Record<string, { type: string; data: Record<string, string> }[]>;

const acknowledgementsOf = (metadata: Metadata): Acknowledged[] =>
  Object.entries(metadata).flatMap(([path, entries]) =>
    entries
      .filter(({ type }) => type === 'aws:cdk:acknowledged-rules')
      .flatMap(({ data }) => Object.entries(data).map(([id, reason]) => ({ path: path.slice(1), id, reason }))),
  );
