#!/usr/bin/env node
const { existsSync } = require('node:fs');
const { join } = require('node:path');

// A clone runs the sources; the package holds only what they compile to.
if (existsSync(join(__dirname, 'dip.ts'))) {
  require('tsx/cjs');
  require('./dip.ts');
} else {
  require('../dist/package/bin/dip');
}
