import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AssetHashType, BundlingOutput, DockerImage } from 'aws-cdk-lib';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { Construct } from 'constructs';
import { writeJson } from '../../../domain/exact-json';

/** A value that a custom resource reads from the bootstrap bucket, as it is too large for a template. */
export function jsonAsset(scope: Construct, id: string, value: unknown): Asset {
  const text = writeJson(value);
  return new Asset(scope, id, {
    path: __dirname,
    assetHashType: AssetHashType.CUSTOM,
    assetHash: createHash('sha256').update(text).digest('hex'),
    bundling: {
      // Required by the type; never pulled, as the local bundling below always succeeds.
      image: DockerImage.fromRegistry('none'),
      outputType: BundlingOutput.SINGLE_FILE,
      local: {
        tryBundle(output) {
          writeFileSync(join(output, 'value.json'), text);
          return true;
        },
      },
    },
  });
}
