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

test('a deployment adds its files and leaves those that an open page may still name', async () => {
  const store = new MemoryStaticFiles();
  const publish = makePublishStaticFiles(store);
  const created = await publish({ RequestType: 'Create', ResourceProperties: properties('one.css') });
  const updated = await publish({ RequestType: 'Update', ResourceProperties: properties('two.css') });
  expect([...store.files.keys()]).toEqual(['files/assets/one.css', 'files/assets/two.css']);
  expect(updated).toEqual(created);
});

test('nothing is left when the stack goes, so that its bucket can go', async () => {
  const store = new MemoryStaticFiles();
  const publish = makePublishStaticFiles(store);
  await publish({ RequestType: 'Create', ResourceProperties: properties('one.css') });
  await publish({ RequestType: 'Delete', ResourceProperties: properties('two.css') });
  expect(store.files.size).toBe(0);
});

test.each([
  { Bucket: 'files', Files: [] },
  { Files: [file('one.css')] },
  { Bucket: 'files', Files: [{ ...file('one.css'), Key: '../elsewhere' }] },
])('what names no files is refused in words', async (ResourceProperties) => {
  const publish = makePublishStaticFiles(new MemoryStaticFiles());
  await expect(publish({ RequestType: 'Create', ResourceProperties })).rejects.toThrow('name a Bucket and its Files');
});
