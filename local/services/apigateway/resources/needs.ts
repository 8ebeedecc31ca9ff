import type { Account } from '../../../cloud/iam/principal';
import type { GatewayModel, RestApi } from '../model/gateway-model';
import type { GatewayStore } from '../model/gateway-store';

/** What the resource types of API Gateway are made of. */
export interface Needs {
  readonly cloud: { readonly account: Account };
  readonly apigateway: {
    readonly model: GatewayModel;
    readonly store: GatewayStore;
    now(): Date;
    /** Says a thing once, however often it applies. */
    warnOnce(message: string): void;
  };
}

export function apiOf(model: GatewayModel, id: string): RestApi {
  const api = model.apis.get(id);
  if (!api) throw new Error(`no REST API ${id}`);
  return api;
}
