import { existsSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { makeControlToken } from '../../adapters/node/local-state';
import type { ShowStep } from '../../adapters/node/progress';
import { portsFrom, urlOf } from '../../domain/local-platform';
import { readCloudAssembly } from '../cloud/assembly/cloud-assembly';
import { makeRsaKeysAhead } from '../services/kms/rsa-keys';
import { type EmbeddedCloud, startEmbeddedCloud } from './embedded-cloud';
import { takePorts } from './ports/taken-ports';
import { seed } from './seed/seed';
import type { StartOptions } from './start-options';
import { claimFolder, tightenFolder } from './state/state-folders';
import { summary } from './summary';
import { synthesise } from './synthesise';

export interface RunRequest extends StartOptions {
  readonly projectFolder: string;
  /** Root of what is kept, such as `.local`. */
  readonly folder: string;
  readonly firstPort: number;
  /** Aborted when the user asks to stop before everything is up. */
  readonly signal: AbortSignal;
  /** Shows how far the start is. */
  show: ShowStep;
  say(text: string): void;
  warn(message: string): void;
}

const keptFolders = ['state', 'demo', 'logs'];

/** Everything `npm start` does, up to the summary; the caller stops what it answers. */
export async function run(request: RunRequest): Promise<EmbeddedCloud> {
  const { projectFolder, folder, firstPort, specs, backend, signal, show, say, warn } = request;
  const startedAt = Date.now();
  const ports = portsFrom(firstPort);
  const endpointUrl = urlOf(ports.aws);
  const taken = await takePorts(ports);
  await claimFolder(folder, endpointUrl);
  if (request.fresh) for (const one of keptFolders) rmSync(join(folder, one), { recursive: true, force: true });
  // Earlier versions let others read them.
  for (const one of keptFolders) tightenFolder(join(folder, one));
  const controlToken = makeControlToken(folder);
  if (!existsSync(join(folder, 'demo'))) void makeRsaKeysAhead();
  const modulesFolder = join(projectFolder, 'node_modules');
  const cloud = await startEmbeddedCloud({ ports: taken, endpointUrl, controlToken, folder, modulesFolder, warn });
  try {
    const { assembly, files } = await synthesise({
      projectFolder,
      firstPort,
      signal,
      show,
      ...(specs && { specifications: specs }),
      ...(backend && { backend }),
    });
    const report = await cloud.deploy(readCloudAssembly(assembly), (stack, number, all) =>
      show(`Provisioning ${stack} (${number} of ${all})`),
    );
    const demoFolder = join(folder, 'demo');
    const demo = await seed({ cloud, services: cloud.services, ports, folder: demoFolder });
    signal.throwIfAborted();
    show(undefined);
    cloud.open();
    const seconds = (Date.now() - startedAt) / 1000;
    const demoFile = relative(projectFolder, join(demoFolder, 'app.json'));
    const tokenFile = relative(projectFolder, join(folder, 'control-token'));
    const specsFolder = specs && relative(projectFolder, specs);
    say(summary({ ports, seconds, report, files, demo, demoFile, tokenFile, ...(specsFolder && { specsFolder }) }));
    return cloud;
  } catch (error) {
    show(undefined);
    await cloud.stop();
    throw error;
  }
}
