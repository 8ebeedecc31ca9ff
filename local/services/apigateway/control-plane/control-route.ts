import type { ControlPlaneResponse } from '../model/gateway';
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
