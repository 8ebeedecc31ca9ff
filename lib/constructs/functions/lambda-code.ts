import { createHash } from 'node:crypto';
import { cpSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AssetHashType, DockerImage, FileSystem } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { writeJson } from '../../../domain/exact-json';
import { Failure } from '../../../domain/failure';
import { packageRoot } from '../../config/package-root';

/** The deployed entry points, named as their folders under `lambdas/`. */
export type LambdaName =
  | 'access-review'
  | 'account-erasure'
  | 'account-mails'
  | 'announcer'
  | 'anonymiser'
  | 'authorizer'
  | 'call-counter'
  | 'evidence-watch'
  | 'log-retention'
  | 'mock-identity-provider'
  | 'portal'
  | 'prober'
  | 'redactor'
  | 'registrar'
  | 'relay'
  | 'sandbox'
  | 'sign-in'
  | 'signing-keys'
  | 'static-files'
  | 'token';

const bundles = join(packageRoot, 'dist', 'lambdas');

/**
 * The bundle of one Lambda, with JSON files beside it where it is given any: its name is what it is hashed by, so that
 * the same bundle and the same files are the same asset.
 */
export function lambdaCode(lambda: LambdaName, files: Readonly<Record<string, unknown>> = {}): Code {
  const folder = join(bundles, lambda);
  const bundle = join(folder, 'index.js');
  if (!existsSync(bundle)) {
    throw new Failure('invalid_configuration', `The Lambda "${lambda}" is not bundled: run "npm run bundle" first`);
  }
  if (Object.keys(files).length === 0) return Code.fromAsset(folder);

  const texts = Object.entries(files).map(([name, value]) => ({ name, text: writeJson(value) }));
  const hash = createHash('sha256').update(FileSystem.fingerprint(folder));
  for (const { name, text } of texts) hash.update(`\0${name}\0${text}`);

  return Code.fromAsset(folder, {
    assetHashType: AssetHashType.CUSTOM,
    assetHash: hash.digest('hex'),
    bundling: {
      // Required by the type; never pulled, as the local bundling below always succeeds.
      image: DockerImage.fromRegistry('none'),
      local: {
        tryBundle(output) {
          cpSync(folder, output, { recursive: true });
          for (const { name, text } of texts) writeFileSync(join(output, name), text);
          return true;
        },
      },
    },
  });
}
