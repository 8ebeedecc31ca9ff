/** What a consumer may build on. */
export const apiStatuses = ['alpha', 'beta', 'stable'] as const;
export type ApiStatus = (typeof apiStatuses)[number];

/**
 * Read off the version, where producers already state it: a pre-release tag names it (SemVer §9), and under 1.0.0
 * anything may still change (SemVer §4), as under what is no version at all.
 */
export function apiStatus(version: string): ApiStatus {
  const tag = /alpha|beta/i.exec(version)?.[0].toLowerCase();
  if (tag === 'alpha' || tag === 'beta') return tag;
  return /^v?[1-9]/.test(version) ? 'stable' : 'beta';
}
