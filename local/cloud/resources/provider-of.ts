import { z } from 'zod';
import type { DeletedResource, ProvisionedResource, ResourceProvider, ResourceRequest } from './resource-provider';

/** A provider whose resource's properties are checked first, so that a template it cannot run is refused by name. */
export const providerOf = <Properties>(
  types: string | readonly string[],
  properties: z.ZodType<Properties>,
  provision: (properties: Properties, request: ResourceRequest) => ProvisionedResource | Promise<ProvisionedResource>,
  remove?: (properties: Properties, resource: DeletedResource) => void | Promise<void>,
): ResourceProvider => ({
  types: [types].flat(),
  provision(request) {
    const checked = properties.safeParse(request.properties);
    if (!checked.success) throw new Error(`${request.type} ${request.logicalId}: ${z.prettifyError(checked.error)}`);
    return provision(checked.data, request);
  },
  ...(remove && { remove: (resource) => remove(properties.parse(resource.properties), resource) }),
});

/** CloudFormation passes booleans and numbers as such or as text. */
export const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);
