import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

export const functionCode = z.union([
  z.object({ S3Bucket: z.string(), S3Key: z.string() }),
  z.object({ ZipFile: z.string() }),
]);

/** Folders that CDK would upload zipped, by `<bucket>/<key>`. */
export type AssetFolders = Map<string, string>;

/** The folder that holds a function's code; code that stands in the template is laid out under `scratch`. */
export function codeFolder(code: z.infer<typeof functionCode>, assets: AssetFolders, scratch: string): string {
  if ('ZipFile' in code) {
    mkdirSync(scratch, { recursive: true });
    writeFileSync(join(scratch, 'index.js'), code.ZipFile);
    return scratch;
  }
  const folder = assets.get(`${code.S3Bucket}/${code.S3Key}`);
  if (!folder) throw new Error(`the cloud assembly has no asset ${code.S3Key}`);
  return folder;
}
