import { type SdkClient, tellOutages } from './tell-outages';

/** How long a function waits for a service of AWS. */
export interface Patience {
  /** Tries of one command, the first among them. @default 2 */
  readonly tries?: number;
  /** Milliseconds that one try may take, without the body of its answer. @default 1500 */
  readonly within?: number;
  /** `adaptive` holds commands back where the service takes few a second. @default 'standard' */
  readonly retryMode?: 'standard' | 'adaptive';
}

/** Where nobody waits for the function: a schedule, a queue, a deployment. */
export const inBackground: Patience = { tries: 3, within: 30_000 };

/** Client settings as every SDK package takes them; typed by what a caller states beyond its patience. */
interface Settings {
  readonly region?: string;
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/**
 * A client that waits as long as is said and no longer, and tells an outage as `Unavailable`. The SDK's own defaults wait for
 * ever; a function must answer within its own ten seconds and API Gateway's 29, so that callers get an error that says what
 * to do.
 */
export function awsClient<Client extends SdkClient>(
  Client: new (settings: never) => Client,
  { tries = 2, within = 1_500, retryMode = 'standard' }: Patience = {},
  settings: Settings = {},
): Client {
  const waiting = {
    ...settings,
    maxAttempts: tries,
    retryMode,
    // Without the last one the SDK only logs a warning.
    requestHandler: { connectionTimeout: within / 2, requestTimeout: within, throwOnRequestTimeout: true },
  };
  return tellOutages(new Client(waiting as never));
}
