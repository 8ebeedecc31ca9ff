import type { Resource } from '../assembly/cloud';

/** Where in the assembly a statement can be read. */
export interface Proof {
  /** File of the template. */
  readonly template: string;
  readonly logicalId: string;
  /** Path below the resource's `Properties`. */
  readonly property: string;
}

export const proof = ({ template, id }: Resource, property: string): Proof => ({ template, logicalId: id, property });

export const byId = (one: { readonly id: string }, other: { readonly id: string }): number =>
  one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
