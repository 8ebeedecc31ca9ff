import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { at, isRecord } from '../../template/at';

export interface Resource {
  /** Artifact of the stack, as `int-Foundation`. */
  readonly stack: string;
  /** Name of the environment, by the stack's tag; empty for a stack of none. */
  readonly environment: string;
  /** File of the template. */
  readonly template: string;
  readonly id: string;
  readonly type: string;
  readonly properties: unknown;
  readonly metadata?: unknown;
}

interface Stack {
  readonly region: string;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly parameters: unknown;
  readonly outputs: unknown;
}

const suffix = '.template.json';

/** The templates of one cloud assembly, as they would be deployed, with the references between them. */
export class Cloud {
  readonly resources: readonly Resource[];
  readonly #stacks: ReadonlyMap<string, Stack>;
  readonly #pathsOf = new Map<string, ReadonlyMap<string, string>>();
  readonly #folder: string;

  /** @param folder where the assembly was synthesised to */
  constructor(folder: string) {
    this.#folder = folder;
    const { artifacts } = read(folder, 'manifest.json');
    const files = readdirSync(folder).filter((file) => file.endsWith(suffix));
    this.#stacks = new Map(
      files.map((file) => {
        const stack = file.slice(0, -suffix.length);
        const environment = String(at(artifacts, stack, 'properties', 'tags', 'environment') ?? '');
        // As in aws://123456789012/eu-west-2.
        const region = String(at(artifacts, stack, 'environment') ?? '').replace(/^.*\//, '');
        return [stack, readStack({ stack, environment, template: file }, region, read(folder, file))];
      }),
    );
    this.resources = [...this.#stacks.values()].flatMap(({ resources }) => [...resources.values()]);
  }

  of(...types: readonly string[]): readonly Resource[] {
    return this.resources.filter(({ type }) => types.includes(type));
  }

  /** @param template file of the template, without its folder */
  find(template: string, id: string): Resource | undefined {
    return this.#stacks.get(template.slice(0, -suffix.length))?.resources.get(id);
  }

  regionOf(stack: string): string {
    return this.#stacks.get(stack)?.region ?? '';
  }

  /** What a reference from a stack leads to, through the outputs of other stacks. */
  target(reference: unknown, stack: string): Resource | undefined {
    const id = at(reference, 'Ref') ?? at(reference, 'Fn::GetAtt', 0);
    if (typeof id === 'string') return this.#stacks.get(stack)?.resources.get(id);
    const output = this.#output(reference);
    return output && this.target(output.value, output.stack);
  }

  /** A value as text, in which every resource of the assembly stands as its marker. */
  text(value: unknown, stack: string): string {
    if (!isRecord(value)) return String(value ?? '');
    const target = this.target(value, stack);
    if (target) return marker(target);
    const parts = at(value, 'Fn::Join', 1);
    if (Array.isArray(parts)) return parts.map((part) => this.text(part, stack)).join(String(at(value, 'Fn::Join', 0)));
    const substituted = at(value, 'Fn::Sub');
    if (typeof substituted === 'string') {
      return substituted.replace(/\$\{([A-Za-z0-9]+)(?:\.[A-Za-z0-9.]+)?\}/g, (text, id: string) => {
        const resource = this.target({ Ref: id }, stack);
        return resource ? marker(resource) : text;
      });
    }
    const parameter = at(this.#stacks.get(stack)?.parameters, String(at(value, 'Ref')), 'Default');
    return typeof parameter === 'string' ? parameter : JSON.stringify(value);
  }

  /** Where a resource stands among the constructs: `int-Foundation/Stores/Registry`. */
  path({ stack, id }: Resource): string {
    const paths = this.#pathsOf.get(stack) ?? readPaths(this.#folder, stack);
    this.#pathsOf.set(stack, paths);
    return (paths.get(id) ?? `${stack}/${id}`).replace(/\/Resource$/, '');
  }

  #output(reference: unknown): { value: unknown; stack: string } | undefined {
    const stack = at(reference, 'Fn::GetStackOutput', 'StackName');
    const name = at(reference, 'Fn::GetStackOutput', 'OutputName');
    if (typeof stack === 'string' && typeof name === 'string') {
      return { value: at(this.#stacks.get(stack)?.outputs, name, 'Value'), stack };
    }
    const imported = at(reference, 'Fn::ImportValue');
    if (typeof imported !== 'string') return undefined;
    for (const [exporter, { outputs }] of this.#stacks) {
      const found = Object.values(outputs ?? {}).find((output) => at(output, 'Export', 'Name') === imported);
      if (found) return { value: at(found, 'Value'), stack: exporter };
    }
    return undefined;
  }
}

export const marker = ({ stack, id }: Resource) => `<${stack}/${id}>`;

const read = (folder: string, file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8'));

type Place = Pick<Resource, 'stack' | 'environment' | 'template'>;

function readStack(of: Place, region: string, template: Record<string, unknown>): Stack {
  const resources = Object.entries(at(template, 'Resources') ?? {}).map(([id, resource]): [string, Resource] => [
    id,
    {
      ...of,
      id,
      type: String(at(resource, 'Type')),
      properties: at(resource, 'Properties') ?? {},
      metadata: at(resource, 'Metadata') ?? {},
    },
  ]);
  const { Parameters: parameters, Outputs: outputs } = template;
  return { region, resources: new Map(resources), parameters, outputs };
}

/** Construct paths by logical id, from the metadata that CDK writes beside the template. */
function readPaths(folder: string, stack: string): ReadonlyMap<string, string> {
  const file = `${stack}.metadata.json`;
  if (!existsSync(join(folder, file))) return new Map();
  const metadata: Record<string, readonly { type: string; data: unknown }[]> = read(folder, file);
  return new Map(
    Object.entries(metadata).flatMap(([path, entries]) =>
      entries
        .filter(({ type }) => type === 'aws:cdk:logicalId')
        .map(({ data }): [string, string] => [String(data), path.slice(1)]),
    ),
  );
}
