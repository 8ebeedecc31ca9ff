import { type Advisories, advisoriesOf } from './advisories';
import { lockedPackages } from './lock-file';
import { lockProblems } from './lock-problems';

export interface ScanRequest {
  /** Where the lock file is. */
  readonly folder: string;
  /** Fails where nobody serves advisories. */
  readonly requireAdvisories: boolean;
  /** @default the one that npm is set to */
  readonly registry?: string;
}

export interface Scan {
  readonly packages: number;
  /** Those that are deployed or that a producer installs. */
  readonly shipped: number;
  readonly problems: readonly string[];
  readonly advisories: Advisories;
  readonly passed: boolean;
}

/** What is known to be wrong with what the lock file holds: what the file itself shows, and what a registry tells. */
export async function scanPackages({ folder, requireAdvisories, registry }: ScanRequest): Promise<Scan> {
  const packages = lockedPackages(folder);
  const problems = [...lockProblems(packages)];
  const advisories = await advisoriesOf(folder, packages, registry);
  const sound = 'found' in advisories ? !advisories.found.some(isBlocking) : !requireAdvisories;
  return {
    packages: packages.length,
    shipped: packages.filter(({ dev }) => !dev).length,
    problems,
    advisories,
    passed: problems.length === 0 && sound,
  };
}

/** What is shipped bears none; a tool that only development runs may bear what is less than high. */
const isBlocking = ({ shipped, severity }: { readonly shipped: boolean; readonly severity: string }) =>
  shipped || severity === 'high' || severity === 'critical';

export function* scanInWords({ packages, shipped, problems, advisories }: Scan): Generator<string> {
  yield `${packages} packages, ${shipped} of them shipped: sources, checksums, install scripts and licences checked`;
  for (const problem of problems) yield `  ${problem}`;
  if (!('found' in advisories)) {
    yield `No advisory data was available (${advisories.unavailable}): known vulnerabilities were NOT checked`;
    return;
  }
  yield `Advisories about them: ${advisories.found.length}`;
  for (const { package: name, range, severity, about, shipped } of advisories.found) {
    yield `  ${severity}, ${shipped ? 'shipped' : 'development only'}: ${name} ${range}: ${about}`;
  }
}
