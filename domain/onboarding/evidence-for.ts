import type { RegistryEntry } from '../publishing/registry-entry';
import type { Section } from './question';
import { latestVersion, sectionsFor } from './questionnaire';
import { circumstancesOf } from './read-dossiers';

/**
 * What an API will ask of whoever wants to call it, the longest first, so that applicants begin that first and use the
 * sandbox meanwhile.
 */
export function evidenceFor(entry: Pick<RegistryEntry, 'anonymous' | 'operations'>): readonly Section[] {
  const sections = sectionsFor(latestVersion, circumstancesOf(entry, []));
  return [...sections.filter(({ takes }) => takes), ...sections.filter(({ takes }) => !takes)];
}
