import { createHash } from 'node:crypto';
import * as z from 'zod';
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

/** Ten characters, as API Gateway's own identifiers; the same at every start. */
export function awsId(physicalId: string, kind = ''): string {
  const digest = createHash('sha256').update(`${kind}\n${physicalId}`).digest();
  return digest.readBigUInt64BE().toString(36).padStart(10, '0').slice(0, 10);
}

export const count = z.coerce.number().nonnegative();
export const textMap = z.record(z.string(), z.coerce.string()).default({});
