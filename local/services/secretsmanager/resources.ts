import { z } from 'zod';
import { providerOf } from '../../cloud/resources/provider-of';
import type { ResourceProvider } from '../../cloud/resources/resource-provider';
import type { Engines } from '../../start/engines';
import { generateSecret, generateSecretString } from './generate-secret';

const secret = z.object({
  Name: z.string().optional(),
  KmsKeyId: z.string().optional(),
  SecretString: z.string().optional(),
  GenerateSecretString: generateSecretString.optional(),
});
const secretPolicy = z.object({ SecretId: z.string(), ResourcePolicy: z.unknown() });
const parameter = z.object({ Name: z.string().optional(), Value: z.string() });

/** Secrets and parameters: what functions and other stacks are configured by. */
export const configurationProviders = ({ access, parameters, secrets }: Engines): readonly ResourceProvider[] => [
  providerOf('AWS::SecretsManager::Secret', secret, (properties, { physicalId }) => {
    const { SecretString, GenerateSecretString, KmsKeyId } = properties;
    const firstValue = () => SecretString ?? generateSecret(generateSecretString.parse(GenerateSecretString ?? {}));
    const { arn } = secrets.ensure(properties.Name ?? physicalId, firstValue, KmsKeyId);
    return { ref: arn, attributes: { Id: arn } };
  }),
  providerOf('AWS::SecretsManager::ResourcePolicy', secretPolicy, ({ SecretId, ResourcePolicy }, { physicalId }) => {
    access.putResourcePolicy(secrets.find(SecretId).arn, ResourcePolicy);
    return { ref: physicalId };
  }),
  providerOf(
    'AWS::SSM::Parameter',
    parameter,
    ({ Name, Value }, { physicalId }) => {
      const name = Name ?? physicalId;
      parameters.put(name, Value);
      return { ref: name, attributes: { Value, Type: 'String' } };
    },
    (_properties, { ref }) => parameters.remove(ref),
  ),
];
