import { join } from 'node:path';
import { ServiceFailure } from '../../cloud/faults/service-failure';
import type { Principal } from '../../cloud/iam/principal';
import type { LifecycleRule } from './lifecycle';
import { type AtRest, type ObjectRecord, ObjectStore } from './object-store';

export interface Bucket {
  readonly name: string;
  readonly arn: string;
  readonly objects: ObjectStore;
  readonly lifecycle: readonly LifecycleRule[];
  /** Customer-managed key of the bucket's default encryption. */
  readonly keyName?: string;
  /** Is told of every object that is created. */
  readonly onCreated?: (object: ObjectRecord) => void;
}

/** A call of S3 on an object, or on the objects of a bucket. */
export interface ObjectEvent {
  /** As CloudTrail names it: `GetObject`. */
  readonly eventName: string;
  readonly bucket: Pick<Bucket, 'name' | 'arn'>;
  readonly key?: string;
  readonly principal: Principal;
  /** Of a call that was refused. */
  readonly errorCode?: string;
}

/** The buckets of the account. */
export class Buckets {
  readonly #folder: string;
  readonly #encryption: (keyName: string) => AtRest;
  readonly #buckets = new Map<string, Bucket>();
  readonly #recorders: ((event: ObjectEvent) => void)[] = [];

  /** `encryption` seals and opens under a key by its name; a bucket without one keeps its objects as they are. */
  constructor(folder: string, encryption: (keyName: string) => AtRest) {
    this.#folder = folder;
    this.#encryption = encryption;
  }

  put(name: string, settings: Pick<Bucket, 'lifecycle' | 'keyName' | 'onCreated'>): Bucket {
    const bucket = {
      name,
      arn: `arn:aws:s3:::${name}`,
      objects: new ObjectStore(
        join(this.#folder, name),
        settings.keyName ? this.#encryption(settings.keyName) : undefined,
        settings.onCreated,
      ),
      ...settings,
    };
    this.#buckets.set(name, bucket);
    return bucket;
  }

  /** The bucket of that name, made without rules where there is none: CDK's own asset bucket. */
  ensure(name: string): Bucket {
    return this.#buckets.get(name) ?? this.put(name, { lifecycle: [] });
  }

  /** S3 deletes no bucket that holds an object. */
  remove(name: string): void {
    const objects = this.#buckets.get(name)?.objects ?? new ObjectStore(join(this.#folder, name));
    if (objects.list().length > 0) throw new Error(`the bucket ${name} is not empty`);
    this.#buckets.delete(name);
  }

  get(name: string): Bucket {
    const bucket = this.#buckets.get(name);
    if (!bucket) throw new ServiceFailure('NoSuchBucket', 'The specified bucket does not exist', 404);
    return bucket;
  }

  /** Whoever records calls on objects is told of every one, refused ones too. */
  record(event: ObjectEvent): void {
    for (const recorder of this.#recorders) recorder(event);
  }

  onRecord(recorder: (event: ObjectEvent) => void): void {
    this.#recorders.push(recorder);
  }

  all(): readonly Bucket[] {
    return [...this.#buckets.values()];
  }
}
