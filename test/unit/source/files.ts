import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Where the project is. */
export const root = join(__dirname, '..', '..', '..');

const listed = ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts'];

/** Every TypeScript file of the project, from its root; those of the examples belong to projects of their own. */
export const files: readonly string[] = execFileSync('git', listed, { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '' && !file.startsWith('examples/'));
