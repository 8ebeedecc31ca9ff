import type { RestApi } from '../model/gateway-model';

/**
 * Whether a payload of this type, or for this `Accept` header, is binary; only the first type of `Accept` counts.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html
 */
export function acceptsBinary({ binaryMediaTypes }: RestApi, types: string | undefined): boolean {
  const [first = ''] = (types ?? '').split(',');
  const [type = ''] = first.split(';');
  return binaryMediaTypes.includes('*/*') || binaryMediaTypes.includes(type.trim().toLowerCase());
}
