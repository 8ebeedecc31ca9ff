import { Failure } from '../failure';
import type { SpecNode } from './spec-node';

export type Severity = 'error' | 'warning';

/** What is wrong with a file, gathered so that a producer sees all of it at once. */
export class Problems {
  private readonly found = new Map<string, Severity>();

  /** `what` says what is wrong and, after a semicolon, the fix. */
  report(severity: Severity, at: SpecNode | string, what: string): void {
    const line = `${typeof at === 'string' ? at : at.location}: ${what}`;
    if (this.found.get(line) !== 'error') this.found.set(line, severity);
  }

  error(at: SpecNode | string, what: string): void {
    this.report('error', at, what);
  }

  warning(at: SpecNode | string, what: string): void {
    this.report('warning', at, what);
  }

  get warnings(): string[] {
    return this.of('warning');
  }

  get isClean(): boolean {
    return this.of('error').length === 0;
  }

  /** @throws Failure `invalid_definition` where there is any error, one line each. */
  throwIfAny(): void {
    const errors = this.of('error');
    if (errors.length > 0) throw new Failure('invalid_definition', errors.join('\n'));
  }

  private of(severity: Severity): string[] {
    return [...this.found].filter(([, each]) => each === severity).map(([line]) => line);
  }
}
