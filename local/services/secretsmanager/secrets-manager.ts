import * as z from 'zod';
import type { AwsService } from '../../cloud/endpoint/aws-service';
import { jsonService, operation } from '../../cloud/endpoint/json-service';
import type { Caller } from '../../cloud/iam/caller';
import type { Secret, SecretStore } from './secret-store';

export interface SecretsManagerNeeds {
  readonly secrets: SecretStore;
  /** Throws where the caller may use the secret but not its key. */
  authorizeKeyUse(caller: Caller, secret: Secret, actions: readonly ('Decrypt' | 'GenerateDataKey')[]): void;
}

const secretId = z.object({ SecretId: z.string() });

/** AWS Secrets Manager, as far as functions call it. */
export function secretsManager({ secrets, authorizeKeyUse }: SecretsManagerNeeds): AwsService {
  return jsonService({
    GetSecretValue: operation(secretId, ({ SecretId }, caller) => {
      const secret = secrets.find(SecretId);
      caller.authorize('secretsmanager:GetSecretValue', secret.arn);
      authorizeKeyUse(caller, secret, ['Decrypt']);
      const { id, value, createdAt } = secrets.current(secret.arn);
      return {
        ARN: secret.arn,
        Name: secret.name,
        VersionId: id,
        SecretString: value,
        VersionStages: ['AWSCURRENT'],
        CreatedDate: Date.parse(createdAt) / 1000,
      };
    }),
    PutSecretValue: operation(secretId.extend({ SecretString: z.string() }), ({ SecretId, SecretString }, caller) => {
      const secret = secrets.find(SecretId);
      caller.authorize('secretsmanager:PutSecretValue', secret.arn);
      authorizeKeyUse(caller, secret, ['Decrypt', 'GenerateDataKey']);
      const VersionId = secrets.putValue(secret.arn, SecretString);
      return { ARN: secret.arn, Name: secret.name, VersionId, VersionStages: ['AWSCURRENT'] };
    }),
    DescribeSecret: operation(secretId, ({ SecretId }, caller) => {
      const { arn, name, keyName } = secrets.find(SecretId);
      caller.authorize('secretsmanager:DescribeSecret', arn);
      return { ARN: arn, Name: name, KmsKeyId: keyName };
    }),
  });
}
