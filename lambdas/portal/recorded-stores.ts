import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoEventLog } from '../../adapters/aws/dynamo-event-log';
import { RevisedRows } from '../../adapters/aws/revised-rows';
import { makeActing } from '../../adapters/node/acting';
import { sha256SecretHash } from '../../adapters/node/secret-hash';
import { application } from '../../domain/applications/application';
import { type RecordingNeeds, recordChanges } from '../../domain/events/record-changes';
import { makeTellApplication } from '../../domain/events/tell-application';
import { tellProduct } from '../../domain/events/tell-product';
import { tellOrganisation, tellTeam } from '../../domain/events/tell-team';
import { product } from '../../domain/onboarding/product';
import type { RegistryStore } from '../../domain/publishing/registry-store';
import { organisation } from '../../domain/teams/organisation';
import { team } from '../../domain/teams/team';
import type { PortalEnv } from './env';

type Tables = Pick<
  PortalEnv,
  'EVENTS_TABLE' | 'APPLICATIONS_TABLE' | 'TEAMS_TABLE' | 'ORGANISATIONS_TABLE' | 'PRODUCTS_TABLE'
>;

interface Needs extends Pick<RecordingNeeds, 'clock' | 'onLost'> {
  readonly registry: Pick<RegistryStore, 'find'>;
}

/** Those stores of the portal whose every change is an event, and the events. */
export function recordedStores(dynamo: DynamoDBDocumentClient, env: Tables, { registry, ...needs }: Needs) {
  const events = new DynamoEventLog(dynamo, env.EVENTS_TABLE);
  const { as: actAs, actor } = makeActing('platform portal');
  const recording = { ...needs, events, actor, digest: sha256SecretHash.of };
  const publisherOf = async (api: string) => (await registry.find(api))?.publisher.team;
  const rows = {
    applications: new RevisedRows(dynamo, env.APPLICATIONS_TABLE, application),
    teams: new RevisedRows(dynamo, env.TEAMS_TABLE, team),
    organisations: new RevisedRows(dynamo, env.ORGANISATIONS_TABLE, organisation),
    products: new RevisedRows(dynamo, env.PRODUCTS_TABLE, product),
  };
  return {
    events,
    actAs,
    applications: recordChanges(rows.applications, makeTellApplication(publisherOf), recording),
    teams: recordChanges(rows.teams, tellTeam, recording),
    organisations: recordChanges(rows.organisations, tellOrganisation, recording),
    products: recordChanges(rows.products, tellProduct, recording),
  };
}
