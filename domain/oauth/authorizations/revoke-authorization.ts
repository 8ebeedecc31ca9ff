import type { GrantStore, RevocationStore } from '../ports';

export interface RevokeGrantNeeds {
  readonly grants: Pick<GrantStore, 'find' | 'save'>;
  readonly revocations: Pick<RevocationStore, 'revoke'>;
}

/** Other writers of one grant are its application's parallel requests. */
const tries = 20;

/** Ends a grant with all that came of it: its refresh tokens at once, its access tokens within 60 seconds. */
export const makeRevokeGrant =
  ({ grants, revocations }: RevokeGrantNeeds) =>
  async (id: string): Promise<void> => {
    const { expiresAt } = (await grants.find(id)) ?? {};
    if (expiresAt === undefined) return;
    // For as long as the grant: a refresh under way may still give out an access token, and what follows may fail.
    await revocations.revoke({ id, expiresAt: new Date(expiresAt * 1000) });
    for (let attempt = 0; attempt < tries; attempt += 1) {
      const found = await grants.find(id);
      if (found === undefined || found.revoked) return;
      if (await grants.save({ ...found, revision: found.revision + 1, revoked: true })) return;
    }
    throw new Error('A grant could not be revoked for other writers');
  };
