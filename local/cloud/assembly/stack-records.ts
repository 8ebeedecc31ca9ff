import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { StateFolder } from '../../../adapters/node/state-folder';
import type { ResourceRecord } from '../resources/resource-type';

const record = z.object({
  type: z.string(),
  physicalId: z.string(),
  properties: z.record(z.string(), z.unknown()),
  ref: z.string(),
  attributes: z.record(z.string(), z.unknown()),
  isRetained: z.boolean(),
});
const contents = z.object({
  /** By stack, in the order in which they were provisioned. */
  stacks: z.array(z.tuple([z.string(), z.array(z.tuple([z.string(), record]))])),
  /** Of each logical id that was ever deleted or replaced, how often. */
  generations: z.array(z.tuple([z.string(), z.number()])),
});

export type StackRecord = ReadonlyMap<string, ResourceRecord>;

const document = 'stacks';

/** What is deployed, kept between runs: the resources of each stack by logical id. */
export class StackRecords {
  readonly #state: StateFolder;
  readonly #stacks: Map<string, StackRecord>;
  readonly #generations: Map<string, number>;

  constructor(state: StateFolder) {
    const { stacks, generations } = contents.parse(state.load(document) ?? { stacks: [], generations: [] });
    this.#state = state;
    this.#stacks = new Map(stacks.map(([name, resources]) => [name, new Map(resources)]));
    this.#generations = new Map(generations);
  }

  names(): readonly string[] {
    return [...this.#stacks.keys()];
  }

  of(stack: string): StackRecord {
    return this.#stacks.get(stack) ?? new Map();
  }

  keep(stack: string, resources: StackRecord): void {
    if (resources.size > 0) this.#stacks.set(stack, resources);
    else this.#stacks.delete(stack);
    this.#save();
  }

  /** What a resource of that logical id is called from now on. */
  physicalId(stack: string, logicalId: string): string {
    return physicalIdOf(stack, logicalId, this.#generations.get(`${stack}/${logicalId}`));
  }

  /** After this a resource of that logical id has another physical id. */
  retire(stack: string, logicalId: string): void {
    const key = `${stack}/${logicalId}`;
    this.#generations.set(key, (this.#generations.get(key) ?? 0) + 1);
    this.#save();
  }

  #save(): void {
    const stacks = [...this.#stacks].map(([name, resources]) => [name, [...resources]]);
    this.#state.save(document, { stacks, generations: [...this.#generations] });
  }
}

/** As CloudFormation's: stack, logical id and a few characters that make it unique; 64 characters at most. */
export function physicalIdOf(stack: string, logicalId: string, generation = 0): string {
  const made = [stack, logicalId, ...(generation > 0 ? [generation] : [])].join('/');
  const suffix = createHash('sha256').update(made).digest('hex').slice(0, 12).toUpperCase();
  return `${`${stack}-${logicalId}`.slice(0, 51)}-${suffix}`;
}
