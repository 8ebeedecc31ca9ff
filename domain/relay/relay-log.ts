import { isGuid, type RequestIds } from '../http/request-ids';
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

export type LoggedIds = Readonly<Record<'requestId' | 'xRequestId', string>> & { readonly correlationId?: string };

/** A correlation id is free text of the caller's, so only a GUID is written. */
export const loggedIds = ({ gatewayId, requestId, correlationId }: RequestIds): LoggedIds => ({
  requestId: gatewayId,
  xRequestId: requestId,
  ...(correlationId !== undefined && isGuid(correlationId) && { correlationId }),
});
