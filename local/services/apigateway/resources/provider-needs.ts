import type { z } from 'zod';
import type {
  DeletedResource,
  ProvisionedResource,
  ResourceProvider,
  ResourceRequest,
} from '../../../cloud/resources/resource-provider';
import type { GatewayModel, RestApi } from '../model/gateway-model';
import type { GatewayStore } from '../model/gateway-store';

export interface ProviderNeeds {
  readonly model: GatewayModel;
  readonly store: GatewayStore;
  readonly region: string;
  readonly accountId: string;
  now(): Date;
  /** Says a thing once, however often it applies. */
  warnOnce(message: string): void;
}

/** A provider of one type, whose properties are parsed first; an error names the resource. */
export function providerOf<S extends z.ZodType>(
  type: string,
  schema: S,
  provision: (properties: z.infer<S>, request: ResourceRequest) => ProvisionedResource,
  remove?: (properties: z.infer<S>, resource: DeletedResource) => void,
): ResourceProvider {
  return {
    types: [type],
    provision(request) {
      const properties = schema.safeParse(request.properties);
      if (properties.success) return provision(properties.data, request);
      const faults = properties.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
      throw new Error(`${request.stack}/${request.logicalId} (${type}): ${faults.join('; ')}`);
    },
    ...(remove && { remove: (resource) => remove(schema.parse(resource.properties), resource) }),
  };
}

export function apiOf(model: GatewayModel, id: string): RestApi {
  const api = model.apis.get(id);
  if (!api) throw new Error(`no REST API ${id}`);
  return api;
}
