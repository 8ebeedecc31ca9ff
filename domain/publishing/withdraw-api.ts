import { Failure } from '../failure';
import { provenance, type RegistrationOrigin } from './provenance';
import { documentKeys, type PublishedDocuments } from './published-documents';
import type { makeRegisterApi } from './register-api';
import { registration } from './registration';
import type { RegistryEntry } from './registry-entry';
import type { BasePathClaim, RegistryStore } from './registry-store';
import { releaseUnlessHeld } from './release-unless-held';

interface Needs {
  readonly registry: RegistryStore;
  readonly documents: Pick<PublishedDocuments, 'withdraw'>;
  readonly register: ReturnType<typeof makeRegisterApi>;
}

export interface Withdrawal extends BasePathClaim {
  /** Physical id of the custom resource that is deleted. */
  readonly id: string;
}

/**
 * Takes away what one custom resource registered: the API, its documents and its base path; or, where it had taken them
 * over from another one that still stands, gives them back to that one. What another resource or stack owns stays.
 */
export const makeWithdrawApi =
  (needs: Needs) =>
  async ({ id, ...claim }: Withdrawal): Promise<void> => {
    const entry = await needs.registry.find(claim.api);
    const origin = provenance.safeParse(entry?.provenance).data;
    if (entry?.owner === claim.owner && origin) {
      if (origin.id === id && origin.superseded) await giveBack(needs, origin.superseded);
      else if (origin.id === id) await remove(needs, entry);
      else if (origin.superseded?.id === id) await forgetSuperseded(needs, entry, origin);
    }
    await releaseUnlessHeld(needs.registry, claim);
  };

async function giveBack({ register }: Needs, { id, properties }: RegistrationOrigin): Promise<void> {
  await register(registration.parse(properties), { id, properties }, { supersedes: false });
}

/** The entry first, so that nobody is let in while the rest goes. */
async function remove({ registry, documents }: Needs, { api, revision, publisher }: RegistryEntry): Promise<void> {
  await registry.rememberPublisher(api, publisher.organisation);
  if (!(await registry.remove(api, revision))) throw beingRegistered(api);
  await documents.withdraw(Object.values(documentKeys(api)));
}

async function forgetSuperseded({ registry }: Needs, entry: RegistryEntry, { id, properties }: RegistrationOrigin) {
  const { formerRestApiId: _gone, ...kept } = entry;
  const alone = { ...kept, revision: entry.revision + 1, provenance: { id, properties } };
  if (!(await registry.save(alone, entry.revision))) throw beingRegistered(entry.api);
}

const beingRegistered = (api: string): Failure =>
  new Failure('governance', `${api} is being registered by another deployment. Delete it when that has ended.`);
