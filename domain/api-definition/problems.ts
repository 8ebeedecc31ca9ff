import { Failure } from '../failure';
import { printable } from '../printable';
import { limits } from './limits';

/** Anything that stands in a file: `<file>:<line>`. */
export interface Located {
  readonly location: string;
}

export type Severity = 'error' | 'warning';

/** What is wrong with a file, gathered so that a producer sees all of it at once: each one line, and not without end. */
export class Problems {
  readonly #found: Record<Severity, Set<string>> = { error: new Set(), warning: new Set() };
  readonly #untold: Record<Severity, number> = { error: 0, warning: 0 };

  /** `what` says what is wrong and, after a semicolon, the fix. */
  report(severity: Severity, at: Located | string, what: string): void {
    const found = this.#found[severity];
    if (found.size >= limits.problems) {
      this.#untold[severity] += 1;
      return;
    }
    const line = shortened(printable(`${typeof at === 'string' ? at : at.location}: ${what}`));
    if (severity === 'error') this.#found.warning.delete(line);
    else if (this.#found.error.has(line)) return;
    found.add(line);
  }

  error(at: Located | string, what: string): void {
    this.report('error', at, what);
  }

  warning(at: Located | string, what: string): void {
    this.report('warning', at, what);
  }

  get warnings(): string[] {
    return this.#of('warning');
  }

  get isClean(): boolean {
    return this.#found.error.size === 0;
  }

  /** @throws Failure `invalid_definition` where there is any error, one line each. */
  throwIfAny(): void {
    if (!this.isClean) throw new Failure('invalid_definition', this.#of('error').join('\n'));
  }

  #of(severity: Severity): string[] {
    const untold = this.#untold[severity];
    return [...this.#found[severity], ...(untold > 0 ? [`and ${untold} more of the kind: mend these first`] : [])];
  }
}

/** Place and fix stand at the ends. */
function shortened(line: string): string {
  const half = limits.problemCharacters / 2;
  return line.length <= 2 * half ? line : `${line.slice(0, half)}…${line.slice(-half)}`;
}
