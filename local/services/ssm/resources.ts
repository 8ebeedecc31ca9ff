import * as z from 'zod';
import { type ResourceType, resourceType } from '../../cloud/resources/resource-type';
import type { ParameterStore } from './parameter-store';

interface Needs {
  readonly ssm: { readonly parameters: ParameterStore };
}

const parameterProperties = z.object({ Name: z.string().optional(), Value: z.string() });

export const parameter = ({ ssm: { parameters } }: Needs): ResourceType =>
  resourceType(parameterProperties, {
    replacedBy: ['Name'],
    provision({ Name, Value }, { physicalId }) {
      const name = Name ?? physicalId;
      parameters.put(name, Value);
      return { ref: name, attributes: { Value, Type: 'String' } };
    },
    remove: (_properties, { ref }) => parameters.remove(ref),
  });
