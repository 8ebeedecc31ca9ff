import { own } from '../own';
import { isRecord, type JsonObject } from '../record';
import { chainEnd } from './json-pointer';
import { pointerOf } from './raw-node';

/**
 * Security of the requests that the API itself sends, to webhooks and callbacks: the platform has no part in it, so it
 * is what the file says, with the schemes that it names.
 */
export class OutgoingSecurity {
  /** What the requests ask for beside the schemes that the platform deploys. */
  readonly schemes = new Map<string, unknown>();
  readonly #source: JsonObject;
  readonly #deployed: JsonObject;

  constructor(source: JsonObject, deployed: JsonObject) {
    this.#source = source;
    this.#deployed = deployed;
  }

  /** The operation's security, or that of all; without the alternatives whose schemes the file does not declare. */
  of(operation: JsonObject): { readonly security?: readonly JsonObject[] } {
    const stated = operation.security ?? this.#source.security;
    if (!Array.isArray(stated)) return {};
    return { security: stated.filter(isRecord).filter((requirement) => this.#admits(requirement)) };
  }

  #admits(requirement: JsonObject): boolean {
    const others = Object.keys(requirement).filter((name) => own(this.#deployed, name) === undefined);
    const found = others.map(
      (name) => [name, chainEnd(`#${pointerOf(['components', 'securitySchemes', name])}`, this.#source)] as const,
    );
    if (!found.every(([, scheme]) => isRecord(scheme))) return false;
    for (const [name, scheme] of found) this.schemes.set(name, scheme);
    return true;
  }
}
