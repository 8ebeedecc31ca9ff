import { at, listAt } from '../../template/at';
import type { Resource } from './cloud';

/** What a store's template names as the KMS key it is encrypted with; `undefined` where a service's own key encrypts. */
export function keyReferenceOf({ properties }: Resource): unknown {
  const [encryption] = listAt(properties, 'BucketEncryption', 'ServerSideEncryptionConfiguration');
  return (
    at(encryption, 'ServerSideEncryptionByDefault', 'KMSMasterKeyID') ??
    at(properties, 'SSESpecification', 'KMSMasterKeyId') ??
    at(properties, 'DeliveryStreamEncryptionConfigurationInput', 'KeyARN') ??
    at(properties, 'KmsKeyId') ??
    at(properties, 'KMSKeyId') ??
    at(properties, 'KmsMasterKeyId') ??
    at(properties, 'EncryptionKeyArn')
  );
}
