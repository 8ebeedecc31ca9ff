import type { LambdaFunction } from '../../cloud/lambda/lambda-function';

/** The names of the tables that the host itself reads and writes. */
export interface PlatformTables {
  readonly applications: string;
  readonly registry: string;
}

/** Where the portal keeps who developers are. */
export interface PortalStores {
  readonly accounts: string;
  readonly teams: string;
  readonly userPoolId: string;
  /** Id by which its pages know the demo application. */
  readonly demoApplication: string;
}

/** The authoriser's environment names both tables: it is the one contract that needs no look-up by stack. */
export function platformTables(functions: readonly LambdaFunction[]): PlatformTables | undefined {
  for (const { environment } of functions) {
    const { APPLICATIONS_TABLE, REGISTRY_TABLE } = environment;
    if (APPLICATIONS_TABLE && REGISTRY_TABLE) return { applications: APPLICATIONS_TABLE, registry: REGISTRY_TABLE };
  }
  return undefined;
}

/** Undefined where the assembly has no portal. */
export function portalStores(functions: readonly LambdaFunction[]): PortalStores | undefined {
  for (const { environment } of functions) {
    const { ACCOUNTS_TABLE, TEAMS_TABLE, USER_POOL_ID, DEMO_APPLICATION } = environment;
    if (ACCOUNTS_TABLE && TEAMS_TABLE && USER_POOL_ID && DEMO_APPLICATION) {
      return {
        accounts: ACCOUNTS_TABLE,
        teams: TEAMS_TABLE,
        userPoolId: USER_POOL_ID,
        demoApplication: DEMO_APPLICATION,
      };
    }
  }
  return undefined;
}
