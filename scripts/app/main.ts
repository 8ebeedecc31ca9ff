/** What `dip app` runs: its only argument are the options, as JSON. */
import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ApiGatewayUsageKeys } from '../../adapters/aws/api-gateway-usage-keys';
import { DynamoAccessRequests } from '../../adapters/aws/dynamo-access-requests';
import { DynamoRegistryStore } from '../../adapters/aws/dynamo-registry-store';
import { recordedTables } from '../../adapters/aws/recorded-tables';
import { sha256SecretHash } from '../../adapters/node/secret-hash';
import type { AppOptions } from '../../cli/app';
import { makeDecideForPlatform, type PlatformOutcome } from '../../domain/applications/decide-for-platform';
import type { Mover } from '../../domain/applications/step';
import { makeRestoreApplication, makeSuspendApplication } from '../../domain/applications/suspend-application';
import { Failure } from '../../domain/failure';
import { printableJson, printableLines } from '../../domain/printable';
import { environmentNamed } from '../../lib/config/environments';
import { accessAsOperator } from '../operator/operator-access';
import { troubleOf } from '../operator/trouble';
import { shownApplication } from './shown-application';

const moves = { approve: 'publisher approves', suspend: 'platform withdraws', restore: 'platform restores' } as const;

const outcomes: Readonly<Record<Exclude<PlatformOutcome, 'done' | 'one_of_two'>, string>> = {
  not_possible: 'That cannot be done from where the subscription stands: look with dip app show',
  has_a_publisher: 'The API names the team that answers for it: its members approve, in the portal under "My APIs"',
  not_found: 'There is no such application or API in this environment',
};

async function main({ verb, id, api, reason = '', environment, json, ...who }: AppOptions): Promise<void> {
  const { role, mfaSerial: serial, mfaCode: code } = who;
  const access = await accessAsOperator({
    environment,
    ...(environment === 'local' && !role ? {} : { role: role ?? ({ parameter: 'OperatorArn' } as const) }),
    ...(serial && code && { secondFactor: { serial, code } }),
  });
  const now = await access.now();
  const clock = { now: () => now };
  const marshallOptions = { removeUndefinedValues: true };
  const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient(access.settings), { marshallOptions });
  const requests = new DynamoAccessRequests(dynamo, await access.parameter('AccessRequestsTable'));
  const registry = new DynamoRegistryStore(dynamo, await access.parameter('RegistryTable'));
  const usageKeys = new ApiGatewayUsageKeys(new APIGatewayClient(access.settings));
  const { production } = environmentNamed(environment);
  const { Arn = '' } = await new STSClient(access.settings).send(new GetCallerIdentityCommand({}));
  const by: Mover = `operator ${Arn.split(/[:/]/).at(-1) ?? ''}`;
  // Sessions bear the names of people, which no event does.
  const actor = `operator ${sha256SecretHash.of(by).slice(0, 12)}` as const;
  const table = await access.parameter('EventsTable');
  const recorded = recordedTables({ dynamo, registry, clock, actor, table });
  const applications = recorded.applications(await access.parameter('ApplicationsTable'));

  if (verb !== 'show' && api !== undefined) {
    const decide = makeDecideForPlatform({ applications, requests, registry, usageKeys, clock, production });
    const outcome = await decide({ application: id, api, by, reason, move: moves[verb] });
    if (outcome === 'one_of_two') console.log('Your approval is kept. In production it takes another operator.');
    else if (outcome !== 'done') throw new Failure('invalid_configuration', outcomes[outcome]);
  } else if (verb === 'suspend' || verb === 'restore') {
    const make = verb === 'suspend' ? makeSuspendApplication : makeRestoreApplication;
    if (!(await make({ applications, clock })({ id, by, reason }))) {
      const state = verb === 'suspend' ? 'is not suspended already' : 'is suspended';
      throw new Failure('invalid_configuration', `There is no application ${id} that ${state}`);
    }
  }
  const found = await applications.find(id);
  if (!found?.team) throw new Failure('invalid_configuration', `There is no application ${id} in this environment`);
  const shown = shownApplication(found);
  if (json) console.log(printableJson(shown));
  else for (const line of shown.lines) console.log(printableLines(line));
}

main(JSON.parse(process.argv[2] ?? '{}')).catch((error: unknown) => {
  console.error(printableLines(troubleOf(error)));
  process.exitCode = 1;
});
