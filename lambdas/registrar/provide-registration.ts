import * as z from 'zod';
import type { CustomResourceEvent } from '../../adapters/aws/custom-resource';
import { Failure } from '../../domain/failure';
import type { makeRegisterApi } from '../../domain/publishing/register-api';
import { registration, registrationIdentity } from '../../domain/publishing/registration';
import type { makeWithdrawApi } from '../../domain/publishing/withdraw-api';

interface Needs {
  readonly register: ReturnType<typeof makeRegisterApi>;
  readonly withdraw: ReturnType<typeof makeWithdrawApi>;
}

type Event = Pick<
  CustomResourceEvent,
  'RequestType' | 'StackId' | 'RequestId' | 'PhysicalResourceId' | 'ResourceProperties' | 'OldResourceProperties'
>;

/**
 * The provider of `Custom::ApiRegistration`. Every creation has a physical id of its own, so that a deletion, which may
 * be of one that failed or of one whose API another resource has taken over, takes away only what it made. When name or
 * base path changes, the id does: CloudFormation deletes the old one only after the whole update has held.
 */
export const makeProvideRegistration = ({ register, withdraw }: Needs) => {
  return async (event: Event) => {
    const { RequestType, PhysicalResourceId = 'never-registered' } = event;
    // CloudFormation says which stack asks; a template could name another one.
    const ResourceProperties = { ...event.ResourceProperties, Owner: event.StackId };
    if (RequestType === 'Delete') {
      const identity = registrationIdentity.safeParse(ResourceProperties).data;
      // What never had the properties was never registered, and must not keep its stack from going.
      if (identity) {
        const { Api: api, BasePath: basePath, Owner: owner } = identity;
        await withdraw({ api, basePath, owner, id: PhysicalResourceId });
      }
      return { physicalId: PhysicalResourceId };
    }
    const parsed = registration.safeParse(ResourceProperties);
    if (!parsed.success) {
      throw new Failure('governance', `Custom::ApiRegistration is malformed:\n${z.prettifyError(parsed.error)}`);
    }
    const physicalId = physicalIdOf(event);
    const { api, documentKey } = await register(parsed.data, { id: physicalId, properties: ResourceProperties });
    return { physicalId, data: { Api: api, DocumentKey: documentKey } };
  };
};

const deployedAs = registrationIdentity.omit({ Owner: true });

function physicalIdOf({ RequestType, RequestId, PhysicalResourceId, ...event }: Event): string {
  const { Api, BasePath } = deployedAs.parse(event.ResourceProperties);
  const before = deployedAs.safeParse(event.OldResourceProperties).data;
  const isSame = before?.Api === Api && before.BasePath === BasePath;
  if (RequestType === 'Update' && isSame && PhysicalResourceId) return PhysicalResourceId;
  return `${Api}${BasePath}/${RequestId}`;
}
