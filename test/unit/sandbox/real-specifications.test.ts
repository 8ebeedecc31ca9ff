import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { answerFromExamples } from '../../../domain/sandbox/answer-from-examples';
import { makeSandbox } from '../../../domain/sandbox/make-sandbox';
import { readApiDefinition } from '../../../lib/specification-files/read-api-definition';

const folder = process.env.DIP_SPECS ?? join(__dirname, '../../../../shared/specs');
const files = existsSync(folder) ? readdirSync(folder).filter((file) => /\.(ya?ml|json)$/.test(file)) : [];
if (files.length === 0) console.log(`skipped: ${folder} is absent, so no producer's real examples are served`);

(files.length === 0 ? describe.skip : describe)('every operation of a real file', () => {
  for (const file of files) {
    test(`of ${file} is answered from its examples, and its sandbox words what it misses`, async () => {
      const { definition } = readApiDefinition({ file: join(folder, file) });
      const faults: unknown[] = [];
      const sandbox = makeSandbox({ definition, onFault: (fault) => faults.push(fault) });
      for (const { method, path } of definition.operations) {
        const request = { method, path: path.replace(/\{[^}]+\}/g, '9000000009'), query: [], headers: [] };
        // e-RS has an operation whose success is a redirect.
        expect([200, 201, 307]).toContain(answerFromExamples(definition, request).status);
        const { status } = await sandbox({ request, ids: { gatewayId: 'g', requestId: 'g' } });
        expect([200, 201, 307, 400]).toContain(status);
      }
      expect(faults).toEqual([]);
    });
  }
});
