import { accountRecords, type ServiceRecord, serviceRecords } from '../../../domain/retention/service-records';
import type { Cloud } from '../assembly/cloud';
import { serviceRecordsOf } from '../assembly/service-types';
import { byId, type Proof, proof } from './proof';

export interface ServiceRecordEvidence extends ServiceRecord {
  readonly id: string;
  /** The resources whose services would store it; empty for what belongs to the account. */
  readonly evidence: readonly Proof[];
}

/** What services store by themselves in an environment, and what they would, were it not switched off. */
export function serviceRecordsIn(cloud: Cloud, environment: string): readonly ServiceRecordEvidence[] {
  const proofs = new Map<keyof typeof serviceRecords, Proof[]>();
  for (const resource of cloud.resources.filter((one) => one.environment === environment)) {
    for (const name of serviceRecordsOf(resource.type) ?? []) {
      proofs.set(name, [...(proofs.get(name) ?? []), proof(resource, '')]);
    }
  }
  const own = [...proofs].map(([id, evidence]) => ({ id: id as string, ...serviceRecords[id], evidence }));
  const account = accountRecords.map((record) => ({ id: record.service, ...record, evidence: [] }));
  return [...own.sort(byId), ...account];
}
