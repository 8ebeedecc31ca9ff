import { resolve } from 'node:path';

/** Where the platform of this machine keeps its state: `DIP_STATE`, or `.local` in the project's folder. */
export const statePath = (projectFolder: string): string => resolve(projectFolder, process.env.DIP_STATE ?? '.local');
