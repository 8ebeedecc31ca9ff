/** What probing one API found. Nothing in it comes from an answer but the fact of it. */
export interface Probe {
  /** `ApiDefinition.name`, or the name of a part of the platform that answers as an API does. */
  readonly api: string;
  /** `_ping` answered 200: the platform's own part of the API works. */
  readonly pinged: boolean;
  /** Until `_ping`'s answer was there, in milliseconds. */
  readonly pingMillis: number;
  /** `_status` took the monitoring key, so that authoriser and relay work; one still waiting for its target did. */
  readonly statusServed: boolean;
  /** The target passes its health check, in time. True where nothing was learnt of it. */
  readonly targetHealthy: boolean;
}
