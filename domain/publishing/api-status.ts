/** What a consumer may build on, in the words of the NHS catalogue; the publisher states it, as nothing else can tell. */
export const apiStatuses = ['alpha', 'private-beta', 'beta', 'stable', 'deprecated', 'retired'] as const;
export type ApiStatus = (typeof apiStatuses)[number];
