import {
  makePublishStaticFiles,
  type StaticFile,
  type StaticFileStore,
} from '../../../lambdas/static-files/publish-static-files';

class MemoryStaticFiles implements StaticFileStore {
  readonly files = new Map<string, string>();

  async copy(bucket: string, { Key, ContentType }: StaticFile): Promise<void> {
    this.files.set(`${bucket}/${Key}`, ContentType);
  }

  async mark(bucket: string, key: string): Promise<void> {
    this.files.set(`${bucket}/${key}`, '');
  }

  async list(bucket: string, prefix: string): Promise<readonly string[]> {
    return [...this.files.keys()].filter((key) => key.startsWith(`${bucket}/${prefix}`));
  }

  get assets(): readonly string[] {
    return [...this.files.keys()].filter((key) => key.includes('/assets/'));
  }

  async removeAll(bucket: string, prefix: string): Promise<void> {
    for (const key of this.files.keys()) if (key.startsWith(`${bucket}/${prefix}`)) this.files.delete(key);
  }
}

const file = (name: string) => ({
  Key: `assets/${name}`,
  ContentType: 'text/css',
  Source: { Bucket: 'bootstrap', Key: 'hash.css' },
});
const properties = (...names: string[]) => ({ Bucket: 'files', Files: names.map(file) });

/** A bucket, and what CloudFormation sends for one logical id or another. */
function aDeployment() {
  const store = new MemoryStaticFiles();
  const publish = makePublishStaticFiles(store);
  let requests = 0;
  const send = (RequestType: 'Create' | 'Update' | 'Delete', names: string[], PhysicalResourceId?: string) =>
    publish({
      RequestType,
      RequestId: `request-${++requests}`,
      PhysicalResourceId,
      ResourceProperties: properties(...names),
      ...(RequestType === 'Update' && { OldResourceProperties: properties(...names) }),
    });
  return { store, send };
}

test('a deployment adds its files and leaves those that an open page may still name', async () => {
  const { store, send } = aDeployment();
  const created = await send('Create', ['one.css']);
  const updated = await send('Update', ['two.css'], created.physicalId);
  expect(store.assets).toEqual(['files/assets/one.css', 'files/assets/two.css']);
  expect(updated).toEqual(created);
});

test('nothing is left when the stack goes, so that its bucket can go', async () => {
  const { store, send } = aDeployment();
  const { physicalId } = await send('Create', ['one.css']);
  await send('Delete', ['two.css'], physicalId);
  expect(store.files.size).toBe(0);
});

test('a renamed resource publishes first, and the deletion of the old one leaves the files', async () => {
  const { store, send } = aDeployment();
  const old = await send('Create', ['one.css']);
  const renamed = await send('Create', ['one.css']);
  expect(renamed.physicalId).not.toBe(old.physicalId);
  await send('Delete', ['one.css'], old.physicalId);
  expect(store.assets).toEqual(['files/assets/one.css']);
  await send('Delete', ['one.css'], renamed.physicalId);
  expect(store.files.size).toBe(0);
});

test.each(['never-made', 'request-1x', ''])('the deletion of what was never made (%j) leaves the files', async (id) => {
  const { store, send } = aDeployment();
  await send('Create', ['one.css']);
  await send('Delete', ['one.css'], id);
  expect(store.assets).toEqual(['files/assets/one.css']);
});

test('a rename that is rolled back leaves the files to the resource that stands', async () => {
  const { store, send } = aDeployment();
  await send('Create', ['one.css']);
  const renamed = await send('Create', ['one.css']);
  await send('Delete', ['one.css'], renamed.physicalId);
  expect(store.assets).toEqual(['files/assets/one.css']);
});

test.each([
  { Bucket: 'files', Files: [] },
  { Files: [file('one.css')] },
  { Bucket: 'files', Files: [{ ...file('one.css'), Key: '../elsewhere' }] },
])('what names no files is refused in words', async (ResourceProperties) => {
  const publish = makePublishStaticFiles(new MemoryStaticFiles());
  await expect(publish({ RequestType: 'Create', RequestId: 'r', ResourceProperties })).rejects.toThrow(
    'name a Bucket and its Files',
  );
});
