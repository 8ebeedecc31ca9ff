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
  removeAll(bucket: string, prefix: string): Promise<void>;
}

interface Event {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
}

/**
 * `Custom::StaticFiles`: files by names that bear a hash of their content. Those of earlier deployments stay, as pages
 * that name them may still be open.
 */
export const makePublishStaticFiles =
  (store: StaticFileStore) =>
  async (event: Event): Promise<{ physicalId: string }> => {
    const { success, data } = properties.safeParse(event.ResourceProperties);
    if (!success) throw new Failure('invalid_configuration', 'Custom::StaticFiles: name a Bucket and its Files');
    if (event.RequestType === 'Delete') await store.removeAll(data.Bucket, 'assets/');
    else for (const one of data.Files) await store.copy(data.Bucket, one);
    return { physicalId: `${data.Bucket}/assets` };
  };
