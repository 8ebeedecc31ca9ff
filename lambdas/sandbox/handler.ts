import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { proxyIntegration } from '../../adapters/http/proxy-integration';
import { logFailure } from '../../adapters/node/log-failure';
import { apiDefinition } from '../../domain/api-definition/api-definition';
import { parseJson } from '../../domain/exact-json';
import { makeSandbox } from '../../domain/sandbox/make-sandbox';
import { sayRoute } from './say-route';

const file = readFileSync(join(process.env.LAMBDA_TASK_ROOT ?? '', 'api.json'), 'utf8');
const definition = apiDefinition.parse(parseJson(file));

const sandbox = makeSandbox({
  definition,
  onFault: (error) => logFailure('sandbox failed', error, { api: definition.name }),
});

const answer = proxyIntegration(sandbox, definition.basePath);

export const handler = async (event: unknown) => sayRoute(definition, event) ?? (await answer(event));
