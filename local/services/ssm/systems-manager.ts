import * as z from 'zod';
import type { AwsService } from '../../cloud/endpoint/aws-service';
import { jsonService, operation } from '../../cloud/endpoint/json-service';
import type { Account } from '../../cloud/iam/principal';
import type { ParameterStore } from './parameter-store';

/** AWS Systems Manager's Parameter Store, plain text parameters only. */
export function systemsManager(parameters: ParameterStore, account: Account): AwsService {
  const arnOf = (name: string) => `arn:aws:ssm:${account.region}:${account.id}:parameter/${name.replace(/^\//, '')}`;
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
