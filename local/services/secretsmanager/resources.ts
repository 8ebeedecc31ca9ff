import * as z from 'zod';
import type { Cloud } from '../../cloud/cloud';
import { type ResourceType, resourceType } from '../../cloud/resources/resource-type';
import { generateSecret, generateSecretString } from './generate-secret';
import type { SecretStore } from './secret-store';

interface Needs {
  readonly cloud: Pick<Cloud, 'access'>;
  readonly secretsmanager: { readonly secrets: SecretStore };
}

const secretProperties = z.object({
  Name: z.string().optional(),
  KmsKeyId: z.string().optional(),
  SecretString: z.string().optional(),
  GenerateSecretString: generateSecretString.optional(),
});

export const secret = ({ secretsmanager: { secrets } }: Pick<Needs, 'secretsmanager'>): ResourceType =>
  resourceType(secretProperties, {
    replacedBy: ['Name'],
    provision({ Name, KmsKeyId, SecretString, GenerateSecretString }, { physicalId }) {
      const firstValue = () => SecretString ?? generateSecret(generateSecretString.parse(GenerateSecretString ?? {}));
      const { arn } = secrets.ensure(Name ?? physicalId, firstValue, KmsKeyId);
      return { ref: arn, attributes: { Id: arn } };
    },
  });

const policyProperties = z.object({ SecretId: z.string(), ResourcePolicy: z.unknown() });

export const secretPolicy = ({ cloud: { access }, secretsmanager: { secrets } }: Needs): ResourceType =>
  resourceType(policyProperties, {
    replacedBy: ['SecretId'],
    provision({ SecretId, ResourcePolicy }, { physicalId }) {
      access.putResourcePolicy(secrets.find(SecretId).arn, ResourcePolicy);
      return { ref: physicalId };
    },
  });
