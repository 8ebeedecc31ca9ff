import { own } from '../own';
import { isLockChange } from './lock-changes';
import { principalOf, type TrailRecord, trailRecord } from './trail-record';

/** Everything that one principal did with one part of a store, in one way. Times are ISO 8601. */
export interface AccessRow {
  readonly principal: string;
  /** What a bucket is called, or `settings (kms)` of a change. */
  readonly store: string;
  /** `api=hello-world`, `errors`, or empty for the whole store; of settings the key or the trail. */
  readonly part: string;
  /** As AWS names it: `GetObject`. */
  readonly action: string;
  readonly outcome: 'allowed' | 'refused';
  readonly count: number;
  readonly first: string;
  readonly last: string;
}

/** Counts records of a trail. `stores` says what each bucket is called; of other buckets nothing is counted. */
export class AccessTally {
  readonly #stores: Readonly<Record<string, string>>;
  readonly #rows = new Map<string, AccessRow>();
  #unreadable = 0;

  constructor(stores: Readonly<Record<string, string>>) {
    this.#stores = stores;
  }

  add(raw: unknown): void {
    const { data: record } = trailRecord.safeParse(raw);
    if (!record) {
      this.#unreadable += 1;
      return;
    }
    const { eventName: action, eventTime, errorCode } = record;
    const what = this.#what(record);
    if (!what) return;
    const about = { principal: principalOf(record), ...what, action, outcome: outcomeOf(errorCode) } as const;
    const key = JSON.stringify(about);
    const { count, first, last } = this.#rows.get(key) ?? { count: 0, first: eventTime, last: eventTime };
    this.#rows.set(key, {
      ...about,
      count: count + 1,
      first: eventTime < first ? eventTime : first,
      last: eventTime > last ? eventTime : last,
    });
  }

  /** Records that are none. */
  get unreadable(): number {
    return this.#unreadable;
  }

  /** By store, what was read before what was written, then by principal. */
  rows(): readonly AccessRow[] {
    const order = ({ store, action, principal, part }: AccessRow) =>
      [store, action === 'GetObject' ? 0 : 1, principal, part, action].join('\u0000');
    return [...this.#rows.values()].sort((one, other) => (order(one) < order(other) ? -1 : 1));
  }

  #what({ eventSource, eventName, requestParameters }: TrailRecord): Pick<AccessRow, 'store' | 'part'> | undefined {
    const { bucketName, key, keyId, name, functionName, roleName, tableName, userPoolId } = requestParameters ?? {};
    const store = typeof bucketName === 'string' ? own(this.#stores, bucketName) : undefined;
    if (store) return { store, part: typeof key === 'string' ? (key.split('/')[0] ?? '') : '' };
    // What the trail records beside objects: that a lock, a key or the trail itself was changed.
    if (!isLockChange(eventName)) return undefined;
    return {
      store: `settings (${eventSource.split('.')[0]})`,
      part: textOf(keyId ?? name ?? functionName ?? roleName ?? tableName ?? userPoolId),
    };
  }
}

const outcomeOf = (errorCode: string | undefined) => (errorCode === undefined ? 'allowed' : 'refused');

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
