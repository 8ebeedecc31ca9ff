export { ApiProxy, type ApiProxyProps } from './api-proxy';
export { Platform } from './platform';
export type { GoLive, Publication, Release, Service } from './publication';
export { readPublication } from './read-publication';
export type { ReadPublication } from './read-specification';
