import type { RequestListener } from 'node:http';
import type { GatewayModel } from './gateway-model';
import type { GatewayStore } from './gateway-store';

/** API Gateway (REST APIs) in the embedded cloud: made by `createGateway(needs)` in `create-gateway.ts`. */
export interface Gateway {
  readonly model: GatewayModel;
  readonly store: GatewayStore;
  now(): Date;
  /** Says a thing once, however often it applies. */
  warnOnce(message: string): void;
  /**
   * Serves one custom domain by its base-path mappings, looked up at each request: it may be taken before anything is
   * provisioned. A base path without a mapping answers 403 `{"message":"Forbidden"}`.
   */
  listener(domainName: string): RequestListener;
  /** The REST-JSON API of the `apigateway` service, as far as this platform calls it. */
  controlPlane(request: ControlPlaneRequest): Promise<ControlPlaneResponse>;
  /** Ends what is kept open towards HTTP targets; the servers themselves are the host's. */
  close(): void;
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
