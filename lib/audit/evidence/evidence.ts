import { at } from '../../template/at';
import type { Cloud } from '../assembly/cloud';
import type { Finding } from '../checks/finding';
import { type ClientAddressEvidence, clientAddressOf } from './client-address';
import { type ControlEvidence, controlsOf } from './controls';
import { type EndpointEvidence, endpointsOf } from './endpoints';
import { type FunctionEvidence, functionsOf } from './functions';
import { type ServiceRecordEvidence, serviceRecordsIn } from './service-records';
import { type StoreEvidence, storesOf } from './stores';

/** What the templates of one environment prove. */
export interface Evidence {
  readonly environment: string;
  /** Names of the APIs that the templates publish; with none, what is said of APIs judged nothing. */
  readonly apis: readonly string[];
  readonly stores: readonly StoreEvidence[];
  readonly serviceRecords: readonly ServiceRecordEvidence[];
  /** `null` where no redactor is deployed. */
  readonly clientAddress: ClientAddressEvidence | null;
  readonly endpoints: readonly EndpointEvidence[];
  readonly functions: readonly FunctionEvidence[];
  readonly controls: readonly ControlEvidence[];
}

const apisOf = (cloud: Cloud, environment: string): readonly string[] =>
  cloud
    .of('Custom::ApiRegistration')
    .filter((one) => one.environment === environment)
    .map(({ properties }) => String(at(properties, 'Api')))
    .sort();

/** The platform's own laws that found nothing to judge. */
export const unjudged = ({ controls }: Evidence): readonly string[] =>
  controls.filter(({ law, status }) => law !== '' && status === 'not-applicable').map(({ id }) => id);

/** One entry for each environment, in the order given. */
export const evidenceOf = (cloud: Cloud, findings: readonly Finding[], environments: readonly string[]): Evidence[] =>
  environments.map((environment) => {
    const found = findings.filter((finding) => finding.environment === environment);
    return {
      environment,
      apis: apisOf(cloud, environment),
      stores: storesOf(cloud, environment),
      serviceRecords: serviceRecordsIn(cloud, environment),
      clientAddress: clientAddressOf(cloud, environment),
      endpoints: endpointsOf(cloud, found, environment),
      functions: functionsOf(cloud, environment),
      controls: controlsOf(found),
    };
  });
