import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { application } from '../../domain/applications/application';
import type { Actor } from '../../domain/events/event';
import { type RecordingNeeds, recordChanges } from '../../domain/events/record-changes';
import { makeTellApplication } from '../../domain/events/tell-application';
import { tellProduct } from '../../domain/events/tell-product';
import { tellOrganisation, tellTeam } from '../../domain/events/tell-team';
import { product } from '../../domain/onboarding/product';
import type { RegistryStore } from '../../domain/publishing/registry-store';
import { organisation } from '../../domain/teams/organisation';
import { team } from '../../domain/teams/team';
import { sha256SecretHash } from '../node/secret-hash';
import { DynamoEventLog } from './dynamo-event-log';
import { RevisedRows } from './revised-rows';

interface Needs extends Pick<RecordingNeeds, 'clock'> {
  readonly dynamo: DynamoDBDocumentClient;
  /** Of events. */
  readonly table: string;
  readonly actor: Actor['who'] | (() => Actor);
  /** Finds the publisher of an API, whose team is told too. @default none is told */
  readonly registry?: Pick<RegistryStore, 'find'>;
  /** @default thrown, once the change is made: for work that nobody waits for, and whose faults ring */
  readonly onLost?: (error: unknown) => void;
}

/** The tables whose every change is an event, by their names, and the events. */
export function recordedTables({ dynamo, table, actor, registry, clock, onLost = rethrow }: Needs) {
  const events = new DynamoEventLog(dynamo, table);
  const acting = typeof actor === 'function' ? actor : () => ({ who: actor });
  const needs: RecordingNeeds = { events, clock, onLost, digest: sha256SecretHash.of, actor: acting };
  const tellApplication = makeTellApplication(async (api) => (await registry?.find(api))?.publisher.team);
  return {
    events,
    applications: (name: string) => recordChanges(new RevisedRows(dynamo, name, application), tellApplication, needs),
    teams: (name: string) => recordChanges(new RevisedRows(dynamo, name, team), tellTeam, needs),
    organisations: (name: string) =>
      recordChanges(new RevisedRows(dynamo, name, organisation), tellOrganisation, needs),
    products: (name: string) => recordChanges(new RevisedRows(dynamo, name, product), tellProduct, needs),
  };
}

function rethrow(error: unknown): never {
  throw error;
}
