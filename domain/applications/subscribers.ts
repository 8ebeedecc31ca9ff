import type { Application } from './application';

/** Whom the publishers of an environment's APIs have let in. */
export interface Subscribers {
  /** Every application that is approved for an API. */
  of(api: string): AsyncIterable<Application>;
  /** Every application to which the API's name says anything: of a subscription however it stands, or that it speaks for it. */
  related(api: string): AsyncIterable<Application>;
}
