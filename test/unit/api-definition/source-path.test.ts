import { posix } from 'node:path';
import { besideFile, plainPath } from '../../../domain/api-definition/source-path';

const paths = ['a.yaml', './a.yaml', 'b/../a.yaml', 'b/./c//a.yaml', '../a.yaml', '../../a.yaml', 'b/../../a.yaml'];

test.each([...paths, '/a.yaml', '/b/../a.yaml', '/b/c/../../d/a.yaml', 'b/c/../../../a.yaml'])(
  'the path %s is made plain as everywhere',
  (path) => {
    expect(plainPath(path)).toBe(posix.normalize(path));
  },
);

test.each(paths)('%s stands beside the file that names it', (path) => {
  for (const file of ['openapi.yaml', 'api/openapi.yaml', '/home/api/openapi.yaml', '../api/openapi.yaml']) {
    expect(besideFile(file, path)).toBe(posix.join(posix.dirname(file), path));
  }
});
