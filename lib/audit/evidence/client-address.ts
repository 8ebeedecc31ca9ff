import { type ClientAddressTreatment, clientAddressTreatments } from '../../../domain/logs/redaction/client-address';
import { at } from '../../template/at';
import type { Cloud } from '../assembly/cloud';
import { type Proof, proof } from './proof';

export interface ClientAddressEvidence {
  /** APIs that call themselves anonymous keep nothing of it in any case. */
  readonly treatment: ClientAddressTreatment;
  readonly evidence: Proof;
}

const property = ['Environment', 'Variables', 'CLIENT_ADDRESS'] as const;

/** What access records keep of the address a call came from: the redactor is told in its environment. */
export function clientAddressOf(cloud: Cloud, environment: string): ClientAddressEvidence | null {
  const redactor = cloud
    .of('AWS::Lambda::Function')
    .find((one) => one.environment === environment && /\/Redactor$/.test(cloud.path(one)));
  const said = at(redactor?.properties, ...property);
  const treatment = clientAddressTreatments.find((one) => one === said);
  return redactor && treatment ? { treatment, evidence: proof(redactor, property.join('.')) } : null;
}
