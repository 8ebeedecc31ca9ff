import { z } from 'zod';
import type { AwsService } from '../../cloud/endpoint/aws-request';
import { jsonService, operation } from '../../cloud/endpoint/json-service';
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

interface SystemsManagerNeeds {
  readonly parameters: ParameterStore;
  readonly accountId: string;
  readonly region: string;
}

/** AWS Systems Manager's Parameter Store, plain text parameters only. */
export function systemsManager({ parameters, accountId, region }: SystemsManagerNeeds): AwsService {
  const arnOf = (name: string) => `arn:aws:ssm:${region}:${accountId}:parameter/${name.replace(/^\//, '')}`;
  const described = (name: string) => ({
    Name: name,
    Type: 'String',
    Value: parameters.get(name),
    Version: 1,
    ARN: arnOf(name),
  });
  return jsonService({
    GetParameter: operation(z.object({ Name: z.string() }), ({ Name }, caller) => {
      caller.authorize('ssm:GetParameter', arnOf(Name));
      return { Parameter: described(Name) };
    }),
    GetParameters: operation(z.object({ Names: z.array(z.string()) }), ({ Names }, caller) => {
      for (const name of Names) caller.authorize('ssm:GetParameters', arnOf(name));
      const known = Names.filter((name) => parameters.find(name) !== undefined);
      return { Parameters: known.map(described), InvalidParameters: Names.filter((name) => !known.includes(name)) };
    }),
    GetParametersByPath: operation(
      z.object({ Path: z.string(), Recursive: z.boolean().default(false) }),
      ({ Path, Recursive }, caller) => {
        caller.authorize('ssm:GetParametersByPath', arnOf(Path));
        const isChild = (name: string) => !name.slice(Path.length).replace(/^\//, '').includes('/');
        const names = parameters.under(Path).filter((name) => Recursive || isChild(name));
        return { Parameters: names.map(described) };
      },
    ),
    PutParameter: operation(z.object({ Name: z.string(), Value: z.string() }), ({ Name, Value }, caller) => {
      caller.authorize('ssm:PutParameter', arnOf(Name));
      parameters.put(Name, Value);
      return { Version: 1, Tier: 'Standard' };
    }),
  });
}
