/** Synthesises for `dip audit`: `synth-for-audit.ts OUTDIR [ENV]`. Findings are recorded and do not fail it. */
import { synthesise } from './synth';

const [outdir = '', environment] = process.argv.slice(2);

synthesise({
  outdir,
  ...(environment && { environment }),
  variables: { DIP_AUDIT: 'true' },
  validateTemplates: false,
}).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
