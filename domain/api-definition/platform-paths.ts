/** What the platform adds to every API, for health checks. */
export const platformPaths: readonly string[] = ['/_ping', '/_status'];
