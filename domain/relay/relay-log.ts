import { isRandomUuid } from '../http/random-id';
import type { RequestIds } from '../http/request-ids';
import { holdsNhsNumber } from '../nhs-number';
import type { TargetAnswer } from './target';

export interface RelayedCall {
  readonly operation: string;
  readonly outcome: TargetAnswer['outcome'];
  readonly targetStatus?: number;
  /** Milliseconds from sending to the last byte. */
  readonly targetLatency: number;
}

/** Where the relay says what it did: identifiers and measures, never a path, a query, a header's value or a body. */
export interface RelayLog {
  relayed(call: RelayedCall & LoggedIds): void;
  failed(error: unknown, ids: LoggedIds): void;
}

export interface LoggedIds {
  /** API Gateway's. */
  readonly requestId: string;
  /** The caller's own, which names the same request. */
  readonly xRequestId?: string;
  readonly correlationId?: string;
}

/**
 * What a caller chose is written only where it is a random UUID in which no number of a person stands: of the random
 * ones, one in eighty holds ten such digits by chance and is left out too. The gateway's id names the request anyway.
 */
export const loggedIds = ({ gatewayId, requestId, correlationId }: RequestIds): LoggedIds => ({
  requestId: gatewayId,
  ...(requestId !== gatewayId && isKept(requestId) && { xRequestId: requestId }),
  ...(correlationId !== undefined && isKept(correlationId) && { correlationId }),
});

const isKept = (id: string): boolean => isRandomUuid(id) && !holdsNhsNumber(id);
