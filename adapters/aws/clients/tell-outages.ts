import { Unavailable } from '../../../domain/unavailable';

type Handler = (call: never) => Promise<unknown>;

export interface SdkClient {
  readonly middlewareStack: {
    add(middleware: (next: Handler) => Handler, options: { readonly step: 'initialize'; readonly name: string }): void;
  };
}

/** Makes a client throw `Unavailable` where AWS itself failed, throttled or could not be reached, after all its tries. */
export function tellOutages<Client extends SdkClient>(client: Client): Client {
  client.middlewareStack.add(
    (next) => async (call) => {
      try {
        return await next(call);
      } catch (error) {
        throw isOutage(error) ? new Unavailable('AWS does not answer', { cause: error }) : error;
      }
    },
    { step: 'initialize', name: 'tellOutages' },
  );
  return client;
}

interface SdkError {
  readonly name: string;
  /** Of commands that were tried; without a status there was no answer. */
  readonly $metadata?: { readonly httpStatusCode?: number };
}

// https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html: throttles, which some services answer 400.
const throttled = /^(Throttl|ProvisionedThroughputExceeded|RequestLimitExceeded|RequestThrottled|TooManyRequests)/;

function isOutage(error: unknown): boolean {
  const { name, $metadata } = error as SdkError;
  if ($metadata === undefined) return false;
  const { httpStatusCode: status = 503 } = $metadata;
  return status >= 500 || throttled.test(name);
}
