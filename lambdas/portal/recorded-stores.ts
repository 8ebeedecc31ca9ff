import { recordedTables } from '../../adapters/aws/recorded-tables';
import { makeActing } from '../../adapters/node/acting';
import type { PortalEnv } from './env';

type Needs = Omit<Parameters<typeof recordedTables>[0], 'table' | 'actor'>;
type Tables = Pick<
  PortalEnv,
  'EVENTS_TABLE' | 'APPLICATIONS_TABLE' | 'TEAMS_TABLE' | 'ORGANISATIONS_TABLE' | 'PRODUCTS_TABLE'
>;

/** Those stores of the portal whose every change is an event, and the events. */
export function recordedStores(env: Tables, needs: Needs) {
  const { as: actAs, actor } = makeActing('platform portal');
  const tables = recordedTables({ ...needs, table: env.EVENTS_TABLE, actor });
  return {
    actAs,
    events: tables.events,
    applications: tables.applications(env.APPLICATIONS_TABLE),
    teams: tables.teams(env.TEAMS_TABLE),
    organisations: tables.organisations(env.ORGANISATIONS_TABLE),
    products: tables.products(env.PRODUCTS_TABLE),
  };
}
