import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from '../../scripts/bundle';
import { keyOf } from '../../scripts/kept-assembly';

const specifications = mkdtempSync(join(tmpdir(), 'dip-specs-'));
const ofPort = (DIP_PORT: string) =>
  keyOf({ environment: 'local', variables: { DIP_PORT, DIP_SPECS: specifications } });

beforeAll(bundle);

test('an assembly is kept for the same inputs', () => {
  writeFileSync(join(specifications, 'openapi.yaml'), 'openapi: 3.0.3');

  expect(ofPort('8080')).toBe(ofPort('8080'));
});

test('variables that say nothing change nothing', () => {
  expect(keyOf({ variables: {} })).toBe(keyOf({}));
});

test('another port is another assembly', () => {
  expect(ofPort('8080')).not.toBe(ofPort('9080'));
});

test('a changed file of the folder of specifications is another assembly', () => {
  const before = ofPort('8080');
  writeFileSync(join(specifications, 'openapi.yaml'), 'openapi: 3.1.0');

  expect(ofPort('8080')).not.toBe(before);
});
