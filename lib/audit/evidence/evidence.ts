import type { Cloud } from '../cloud';
import type { Finding } from '../finding';
import { type ClientAddressEvidence, clientAddressOf } from './client-address';
import { type ControlEvidence, controlsOf } from './controls';
import { type EndpointEvidence, endpointsOf } from './endpoints';
import { type FunctionEvidence, functionsOf } from './functions';
import { type StoreEvidence, storesOf } from './stores';

/** What the templates of one environment prove. */
export interface Evidence {
  readonly environment: string;
  readonly stores: readonly StoreEvidence[];
  /** `null` where no redactor is deployed. */
  readonly clientAddress: ClientAddressEvidence | null;
  readonly endpoints: readonly EndpointEvidence[];
  readonly functions: readonly FunctionEvidence[];
  readonly controls: readonly ControlEvidence[];
}

/** One entry for each environment, in the order given. */
export const evidenceOf = (cloud: Cloud, findings: readonly Finding[], environments: readonly string[]): Evidence[] =>
  environments.map((environment) => {
    const found = findings.filter((finding) => finding.environment === environment);
    return {
      environment,
      stores: storesOf(cloud, environment),
      clientAddress: clientAddressOf(cloud, environment),
      endpoints: endpointsOf(cloud, found, environment),
      functions: functionsOf(cloud, environment),
      controls: controlsOf(found),
    };
  });
