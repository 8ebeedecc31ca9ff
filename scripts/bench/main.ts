/** One benchmark in a process of its own, `main.ts NAME FILE`: its figures, as JSON, go to the file. */
import { writeFileSync } from 'node:fs';
import type { Figure } from './figure';

async function main(name: string, file: string): Promise<void> {
  const { measure }: { measure(): Promise<Figure[]> } = require(`./${name}`);
  writeFileSync(file, JSON.stringify(await measure()));
}

main(process.argv[2] ?? '', process.argv[3] ?? '');
