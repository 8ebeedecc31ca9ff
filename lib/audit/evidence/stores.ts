import { own } from '../../../domain/own';
import { retention } from '../../../domain/retention/retention';
import type { Cloud, Resource } from '../assembly/cloud';
import { keyReferenceOf } from '../assembly/key-of';
import { readersOf } from '../assembly/readers';
import {
  isBackedUp,
  partsOf,
  periodOf,
  recoverableDays,
  retentionRuleNamed,
  type StorePart,
  storeKinds,
} from '../assembly/stores';
import { trailOf } from '../assembly/trail-of';
import { byId, type Proof, proof } from './proof';

export interface StoreEvidence {
  /** Construct path; the part of a bucket ends in `#` and its prefix. */
  readonly id: string;
  readonly kind: string;
  readonly categories: readonly string[];
  readonly purpose: string;
  /** Construct path of the KMS key; `null` where a service's own key encrypts. */
  readonly key: string | null;
  /** Who may read it, by the policies of the environment's templates. */
  readonly readers: readonly string[];
  /** `null` where the template sets no end. */
  readonly retentionDays: number | null;
  /** Days for which what is gone can still be restored: by point-in-time recovery, and from backups. */
  readonly recoverableDays: number;
  /** Construct path of the trail that records every call on its objects; `null` where none does. */
  readonly recordedBy: string | null;
  readonly evidence: Proof;
}

/** Everything in an environment that keeps data. */
export const storesOf = (cloud: Cloud, environment: string): readonly StoreEvidence[] =>
  cloud
    .of(...Object.keys(storeKinds))
    .filter((store) => store.environment === environment)
    .flatMap(partsOf)
    .map((part) => storeEvidence(part, cloud))
    .sort(byId);

function storeEvidence(part: StorePart, cloud: Cloud): StoreEvidence {
  const { store, prefix } = part;
  const rule = retentionRuleNamed(part.rule);
  const { days, property } = periodOf(part, cloud);
  const trail = trailOf(store, cloud);
  return {
    id: `${cloud.path(store)}${prefix && `#${prefix}`}`,
    kind: own(storeKinds, store.type) ?? store.type,
    categories: rule?.categories ?? [],
    purpose: rule?.purpose ?? '',
    key: keyName(store, cloud),
    readers: readersOf(part, cloud),
    retentionDays: days ?? null,
    recoverableDays: isTable(store) ? Math.max(recoverableDays(store), backedUpDays(store, cloud)) : 0,
    recordedBy: trail ? cloud.path(trail) : null,
    evidence: proof(store, property),
  };
}

const isTable = ({ type }: Resource): boolean => type.startsWith('AWS::DynamoDB::');

const backedUpDays = (table: Resource, cloud: Cloud): number =>
  isBackedUp(table, cloud) ? retention.backups.keptFor.days : 0;

function keyName(store: Resource, cloud: Cloud): string | null {
  const reference = keyReferenceOf(store);
  if (reference === undefined) return null;
  const key = cloud.target(reference, store.stack);
  return key ? cloud.path(key) : cloud.text(reference, store.stack);
}
