import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const known = {
  'left-behind': [
    {
      id: 1,
      url: 'https://advisories.example/1',
      title: 'Reads any file',
      severity: 'moderate',
      vulnerable_versions: '<2.0.0',
      cwe: [],
      cvss: { score: 5, vectorString: null },
    },
  ],
};

/** A registry that knows one advisory, as npm asks for it. `advisories: false` serves none, as many mirrors do. */
export async function aRegistry({ advisories }: { readonly advisories: boolean }) {
  const server = createServer((request, response) => {
    const found = request.method === 'GET' ? packument : advisories ? known : undefined;
    response.writeHead(found ? 200 : 405, { 'content-type': 'application/json' }).end(JSON.stringify(found ?? {}));
    request.resume();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

const packument = {
  name: 'left-behind',
  'dist-tags': { latest: '1.0.0' },
  versions: { '1.0.0': { name: 'left-behind', version: '1.0.0' } },
};

export const rightPackage = {
  version: '1.0.0',
  resolved: 'https://registry.example/left-behind-1.0.0.tgz',
  integrity: `sha512-${'A'.repeat(86)}==`,
  license: 'MIT',
};

/** A folder whose lock file holds one package, `left-behind`. */
export function aLockedFolder(found: object = {}, { shipped = true } = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'dip-scan-'));
  const kind = shipped ? 'dependencies' : 'devDependencies';
  const manifest = { name: 'a', version: '1.0.0', [kind]: { 'left-behind': '1.0.0' } };
  const one = { ...rightPackage, ...(!shipped && { dev: true }), ...found };
  const packages = { '': manifest, 'node_modules/left-behind': one };
  const lock = { name: 'a', version: '1.0.0', lockfileVersion: 3, requires: true, packages };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
  return folder;
}
