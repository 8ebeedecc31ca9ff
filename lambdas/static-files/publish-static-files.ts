import * as z from 'zod';
import { Failure } from '../../domain/failure';

const file = z.object({
  Key: z.string().startsWith('assets/'),
  ContentType: z.string().min(1),
  Source: z.object({ Bucket: z.string().min(1), Key: z.string().min(1) }),
});
const properties = z.object({ Bucket: z.string().min(1), Files: z.array(file).min(1) });
export type StaticFile = z.infer<typeof file>;

export interface StaticFileStore {
  /** Copies a file from where the deployment left it, with the type that browsers are told. */
  copy(bucket: string, file: StaticFile): Promise<void>;
  /** Puts an empty object. */
  mark(bucket: string, key: string): Promise<void>;
  /** The keys below a prefix. */
  list(bucket: string, prefix: string): Promise<readonly string[]>;
  removeAll(bucket: string, prefix: string): Promise<void>;
}

interface Event {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly RequestId: string;
  readonly PhysicalResourceId?: string | undefined;
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
  readonly OldResourceProperties?: Readonly<Record<string, unknown>> | undefined;
}

/** One object for each custom resource that stands, by its physical id. */
const holders = 'holders/';

/**
 * `Custom::StaticFiles`: files by names that bear a hash of their content. Those of earlier deployments stay, as pages
 * that name them may still be open. CloudFormation creates before it deletes, and deletes what failed to be created: the
 * files go with the last resource that holds them.
 */
export const makePublishStaticFiles =
  (store: StaticFileStore) =>
  async (event: Event): Promise<{ physicalId: string }> => {
    const { success, data } = properties.safeParse(event.ResourceProperties);
    if (!success) throw new Failure('invalid_configuration', 'Custom::StaticFiles: name a Bucket and its Files');
    const physicalId = physicalIdOf(event, data.Bucket);
    if (event.RequestType === 'Delete') {
      await store.removeAll(data.Bucket, `${holders}${physicalId}/`);
      const others = await store.list(data.Bucket, holders);
      if (others.length === 0) await store.removeAll(data.Bucket, 'assets/');
      return { physicalId };
    }
    await store.mark(data.Bucket, `${holders}${physicalId}/held`);
    for (const one of data.Files) await store.copy(data.Bucket, one);
    return { physicalId };
  };

/** Another bucket is another resource. */
function physicalIdOf(event: Event, bucket: string): string {
  const { RequestType, RequestId, PhysicalResourceId, OldResourceProperties: before } = event;
  if (RequestType === 'Delete') return PhysicalResourceId ?? 'never-published';
  return RequestType === 'Update' && before?.Bucket === bucket && PhysicalResourceId ? PhysicalResourceId : RequestId;
}
