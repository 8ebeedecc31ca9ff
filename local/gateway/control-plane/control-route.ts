import type { ControlPlaneResponse } from '../gateway';
import type { GatewayModel } from '../gateway-model';
import type { GatewayStore } from '../gateway-store';
import type { UsagePlans } from '../usage-plans';

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
