import type { GatewayModel } from '../model/gateway-model';
import type { GatewayStore } from '../model/gateway-store';
import type { UsagePlans } from '../model/usage-plans';

export interface ControlNeeds {
  readonly model: GatewayModel;
  readonly store: GatewayStore;
  readonly plans: UsagePlans;
  now(): Date;
}

export interface ControlRoute {
  readonly method: string;
  /** Its groups become `id` and `other`. */
  readonly path: RegExp;
  answer(request: { id: string; other: string; query: URLSearchParams; body(): unknown }): ControlPlaneResponse;
}

export interface ControlPlaneRequest {
  readonly method: string;
  /** Path without query, percent-encoded as received, for example `/usageplans/abc/keys`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The body as received; empty where there is none. */
  readonly body: string;
  /**
   * Whether the caller's policies allow an action (`apigateway:POST`) on an ARN
   * (`arn:aws:apigateway:eu-west-2::/apikeys`). A refusal answers 403 AccessDeniedException. Everything is allowed
   * where it is absent.
   */
  readonly principalMayDo?: (action: string, resourceArn: string) => boolean;
}

export interface ControlPlaneResponse {
  readonly status: number;
  /** JSON to send; undefined for 202/204 without a body. */
  readonly body?: unknown;
}

/** An error of the `apigateway` API, as the SDKs read it from `__type`. */
export class ControlFailure extends Error {
  readonly status: number;
  readonly type: string;

  constructor(status: number, type: string, message: string) {
    super(message);
    this.status = status;
    this.type = type;
  }
}

export const notFound = (what: string): ControlFailure =>
  new ControlFailure(404, 'NotFoundException', `Invalid ${what} identifier specified`);
export const badRequest = (message: string): ControlFailure => new ControlFailure(400, 'BadRequestException', message);
export const conflict = (message: string): ControlFailure => new ControlFailure(409, 'ConflictException', message);
/** What AWS answers where a quota is used up. */
export const limitExceeded = (message: string): ControlFailure =>
  new ControlFailure(429, 'LimitExceededException', message);

/** One page of a list; `position` is where the next one begins. */
export function page<T>(items: readonly T[], query: URLSearchParams): { item: T[]; position?: string } {
  const from = Number(query.get('position') ?? 0) || 0;
  const limit = Math.min(Number(query.get('limit') ?? 25) || 25, 500);
  const next = from + limit;
  return { item: items.slice(from, next), ...(next < items.length && { position: String(next) }) };
}
