import { join } from 'node:path';
import { ServiceFailure } from '../service-failure';
import type { LifecycleRule } from './lifecycle';
import { ObjectStore } from './object-store';

export interface Bucket {
  readonly name: string;
  readonly arn: string;
  readonly objects: ObjectStore;
  readonly lifecycle: readonly LifecycleRule[];
  /** Customer-managed key of the bucket's default encryption. */
  readonly keyName?: string;
}

/** The buckets of the account. */
export class Buckets {
  readonly #folder: string;
  readonly #buckets = new Map<string, Bucket>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  put(name: string, settings: Pick<Bucket, 'lifecycle' | 'keyName'>): Bucket {
    const bucket = {
      name,
      arn: `arn:aws:s3:::${name}`,
      objects: new ObjectStore(join(this.#folder, name)),
      ...settings,
    };
    this.#buckets.set(name, bucket);
    return bucket;
  }

  /** The bucket of that name, made without rules where there is none: CDK's own asset bucket. */
  ensure(name: string): Bucket {
    return this.#buckets.get(name) ?? this.put(name, { lifecycle: [] });
  }

  get(name: string): Bucket {
    const bucket = this.#buckets.get(name);
    if (!bucket) throw new ServiceFailure('NoSuchBucket', 'The specified bucket does not exist', 404);
    return bucket;
  }

  all(): readonly Bucket[] {
    return [...this.#buckets.values()];
  }
}
