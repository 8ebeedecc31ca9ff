import { type Delivery, delivery as ownDelivery } from '../../lib/config/delivery';
import type { Environment } from '../../lib/config/environment';
import { environments } from '../../lib/config/environments';
import { placeholderInWords, placeholdersOf, placeholdersOfPipeline } from '../../lib/config/placeholders';

export interface Deployable {
  /** 0 where it may be deployed, 1 where something is missing, 2 for a wrong name. */
  readonly exitCode: 0 | 1 | 2;
  readonly said: string;
}

interface Tables {
  readonly all: readonly Environment[];
  readonly delivery: Delivery;
}

/** Whether an environment, or the `pipeline`, can be deployed as the tables have it; nothing is sent to find out. */
export function deployable(
  command: string,
  name: string | undefined,
  { all, delivery }: Tables = { all: environments(), delivery: ownDelivery },
): Deployable {
  const names = all.filter(({ urls }) => !urls).map((environment) => environment.name);
  if (!name || name.startsWith('-')) {
    return wrong(`Which environment? One of ${names.join(', ')}, or pipeline: npm run ${command} -- ${names[0]}`);
  }
  const environment = all.find((one) => one.name === name);
  if (environment?.urls) return wrong(`${name} is this machine's: npm start, or npm run deploy:endpoint`);
  if (!environment && name !== 'pipeline') {
    return wrong(`There is no environment "${name}"; there are ${names.join(', ')}, and pipeline`);
  }
  const placeholders = environment ? placeholdersOf(environment) : placeholdersOfPipeline(delivery, all);
  if (placeholders.length === 0) return { exitCode: 0, said: '' };
  const lines = placeholders.map((placeholder) => `  ${placeholderInWords(placeholder)}`);
  const where = 'State your own in lib/config/ (environments.ts, delivery.ts, operations.ts); nothing was sent.';
  return { exitCode: 1, said: [`${name} still has placeholders:`, ...lines, where].join('\n') };
}

const wrong = (said: string): Deployable => ({ exitCode: 2, said });
