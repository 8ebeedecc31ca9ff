import { ServiceFailure } from '../../cloud/faults/service-failure';

/** Values of Systems Manager parameters: what templates say at each start. */
export class ParameterStore {
  readonly #values = new Map<string, string>();

  constructor() {
    // What `cdk bootstrap` leaves in an account; templates ask for it.
    this.put('/cdk-bootstrap/hnb659fds/version', '30');
  }

  put(name: string, value: string): void {
    this.#values.set(name, value);
  }

  find(name: string): string | undefined {
    return this.#values.get(name);
  }

  get(name: string): string {
    const value = this.find(name);
    if (value === undefined) throw new ServiceFailure('ParameterNotFound', `there is no parameter ${name}`);
    return value;
  }

  remove(name: string): void {
    this.#values.delete(name);
  }

  under(path: string): readonly string[] {
    const prefix = path.endsWith('/') ? path : `${path}/`;
    return [...this.#values.keys()].filter((name) => name.startsWith(prefix)).sort();
  }
}
