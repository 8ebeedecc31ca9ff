import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Cloud } from '../../cloud/cloud';
import type { ObjectEvent } from '../s3/buckets';
import { type EventSelector, selects } from './event-selector';
import { fieldsOf, recordOf } from './object-event';

export interface TrailSettings {
  readonly name: string;
  readonly arn: string;
  readonly bucketName: string;
  readonly keyName?: string;
  readonly selectors: readonly EventSelector[];
}

interface TrailNeeds extends Pick<Cloud, 'account' | 'clock' | 'warn'> {
  /** In the name of CloudTrail itself; throws `AccessDenied`. */
  putObject(settings: TrailSettings, key: string, body: Buffer): void;
}

type TrailRecord = ReturnType<typeof recordOf>;

const dayOf = ({ eventTime }: TrailRecord): string => eventTime.slice(0, 10);

/** CloudTrail's trails, of data events of S3: nothing else that a trail records happens here. */
export class Trails {
  readonly #needs: TrailNeeds;
  readonly #waiting = new Map<TrailSettings, TrailRecord[]>();

  constructor(needs: TrailNeeds) {
    this.#needs = needs;
  }

  put(settings: TrailSettings): void {
    this.#waiting.set(settings, []);
  }

  record(event: ObjectEvent): void {
    const { account, clock } = this.#needs;
    const fields = fieldsOf(event);
    for (const [{ selectors }, records] of this.#waiting) {
      if (!selectors.some((selector) => selects(selector, fields))) continue;
      records.push(recordOf(event, account, clock.now()));
    }
  }

  /** Delivers what was recorded, an object for each day of it. */
  flush(): void {
    for (const [settings, records] of this.#waiting) {
      this.#waiting.set(settings, []);
      for (const day of new Set(records.map(dayOf))) {
        const Records = records.filter((record) => dayOf(record) === day);
        try {
          this.#needs.putObject(settings, this.#keyOf(day), gzipSync(JSON.stringify({ Records })));
        } catch (error) {
          this.#needs.warn(`CloudTrail ${settings.name}: ${error instanceof Error ? error.message : error}`);
        }
      }
    }
  }

  // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
  #keyOf(day: string): string {
    const { account, clock } = this.#needs;
    const { id: accountId, region } = account;
    const time = clock.now().toISOString().slice(0, 16).replaceAll(/[-:]/g, '');
    const file = `${accountId}_CloudTrail_${region}_${time}Z_${randomUUID().replaceAll('-', '').slice(0, 16)}.json.gz`;
    return `AWSLogs/${accountId}/CloudTrail/${region}/${day.replaceAll('-', '/')}/${file}`;
  }
}
