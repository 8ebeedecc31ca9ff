import * as z from 'zod';
import { Failure } from '../../domain/failure';
import type { makeRegisterApi } from '../../domain/registry/register-api';
import { registration, registrationIdentity } from '../../domain/registry/registration';
import type { makeWithdrawApi } from '../../domain/registry/withdraw-api';

interface Needs {
  readonly register: ReturnType<typeof makeRegisterApi>;
  readonly withdraw: ReturnType<typeof makeWithdrawApi>;
}

interface Event {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly PhysicalResourceId?: string | undefined;
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
}

/**
 * The provider of `Custom::ApiRegistration`. The physical id holds name and base path: when either changes,
 * CloudFormation deletes the old one only after the whole update has held, so a rollback finds its base path kept.
 */
export const makeProvideRegistration =
  ({ register, withdraw }: Needs) =>
  async ({ RequestType, PhysicalResourceId, ResourceProperties }: Event) => {
    if (RequestType === 'Delete') {
      const identity = registrationIdentity.safeParse(ResourceProperties).data;
      // What never had the properties was never registered, and must not keep its stack from going.
      if (identity) await withdraw({ api: identity.Api, basePath: identity.BasePath, owner: identity.Owner });
      return { physicalId: PhysicalResourceId ?? 'never-registered' };
    }
    const parsed = registration.safeParse(ResourceProperties);
    if (!parsed.success) {
      throw new Failure('governance', `Custom::ApiRegistration is malformed:\n${z.prettifyError(parsed.error)}`);
    }
    const { api, documentKey } = await register(parsed.data);
    return { physicalId: `${api}${parsed.data.BasePath}`, data: { Api: api, DocumentKey: documentKey } };
  };
