import type { Problems } from './problems';
import type { SpecNode } from './spec-node';

/** The OpenAPI by whose rules the file is read, 3.2 as 3.1; what cannot be read is reported as an error. */
export function readVersion(root: SpecNode, problems: Problems): '3.0' | '3.1' {
  const version = root.child('openapi');
  const [known] = version.text?.match(/^3\.[012](?=\.\d)/) ?? [];
  if (known === '3.0' || known === '3.1') return known;
  if (known === '3.2') return '3.1';
  problems.error(root.has('swagger') ? root.child('swagger') : version, fault(root, version));
  return '3.1';
}

function fault(root: SpecNode, version: SpecNode): string {
  if (root.has('swagger')) return 'this is Swagger 2.0, which is not read; convert it to OpenAPI 3.0 or 3.1';
  if (!root.isMap || !['string', 'number'].includes(typeof version.scalar)) {
    return 'not an OpenAPI document; begin it with "openapi: 3.0.3" or 3.1.0';
  }
  return `OpenAPI ${version.scalar} is not read; write "openapi: 3.0.3" or 3.1.0`;
}
