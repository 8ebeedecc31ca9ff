import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
// The portal is an app of Hono's, and this is its own server for Node.
import { getRequestListener } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { Failure } from '../domain/failure';
import { describedApi, publishedTexts } from '../domain/publishing/described-api';
import { documentKeys } from '../domain/publishing/published-documents';
import { longestLogRetentionHours } from '../domain/retention/periods';
import { localEnvironment } from '../lib/config/local-environment';
import { packageRoot } from '../lib/config/package-root';
import { type DefinitionSource, readApiDefinition } from '../lib/specification-files/read-api-definition';
import { type PreviewedApi, previewApp } from '../portal/preview';

export interface DocsRequest {
  readonly file: string;
  /** That the file's `$ref`s do not leave. @default the one that holds the file */
  readonly folder?: string;
  /** @default a free one */
  readonly port?: number;
  readonly print: (line: string) => void;
}

/**
 * Serves the pages that the portal would show of an OpenAPI file, on this machine until it is stopped; a reload shows
 * what changed. Answers how to stop it.
 * @throws Failure where the file cannot be published, or the port is taken
 */
export async function docs({ print, port = 0, ...source }: DocsRequest): Promise<() => void> {
  const read = () => previewed(source);
  const { entry } = read();
  build();
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', () =>
      reject(new Failure('invalid_configuration', `Port ${port} cannot be served: name another with --port`)),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: served } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${served}`;
  const { brand, contact } = environment;
  const app = previewApp({
    read,
    templates: require(join(built, 'templates.js')),
    assets: require(join(built, 'assets.json')),
    newSecret: () => randomBytes(16).toString('base64url'),
    settings: { portalUrl: url, apiUrl: urls.api, sandboxUrl: urls.sandbox, signInUrl: urls.auth, contact, brand },
  });
  const files = serveStatic({ root: join(packageRoot, 'dist', 'portal-assets') });
  // A page elsewhere may make a browser ask here by another name.
  const names = new Set([`127.0.0.1:${served}`, `localhost:${served}`]);
  const whole = new Hono();
  whole.use(async (context, next) => (names.has(context.req.header('host') ?? '') ? next() : context.text('', 421)));
  whole.use('/assets/*', files);
  whole.route('/', app);
  server.on('request', getRequestListener(whole.fetch));
  print(`${entry.title}: ${url}`);
  print('A reload shows what changed; Ctrl-C stops it.');
  return () => server.close();
}

const environment = localEnvironment();
const urls = environment.urls ?? { api: '', auth: '', sandbox: '' };
const built = join(packageRoot, 'dist', 'lambdas', 'portal');

/** A clone may not have built the portal's templates, or may have changed them since. */
function build(): void {
  const script = join(packageRoot, 'scripts', 'bundle.ts');
  if (existsSync(script)) execFileSync(process.execPath, ['--import', 'tsx', script], { cwd: packageRoot });
}

/** Who publishes it is not the file's to say, and stands open here. */
function previewed(source: DefinitionSource): PreviewedApi {
  const { definition, document } = readApiDefinition(source);
  const { name, basePath } = definition;
  const registration = {
    Api: name,
    BasePath: basePath,
    Owner: 'preview',
    RestApiId: 'preview',
    Stage: 'preview',
    UsagePlanId: '',
    Publisher: { organisation: 'Its publisher', thirdParty: false },
    Subscriptions: '' as const,
    Anonymous: false,
    LogRetentionHours: longestLogRetentionHours,
  };
  const described = describedApi(registration, definition, document);
  const registeredAt = new Date().toISOString();
  return {
    entry: { ...described, documentKey: documentKeys(name).json, registeredAt, revision: 1 },
    texts: publishedTexts({ definition, document, apiUrl: urls.api, sandboxUrl: urls.sandbox }),
  };
}
