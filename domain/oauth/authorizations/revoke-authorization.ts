import type { AuthorizationStore, RevocationStore } from '../ports';

interface Ports {
  readonly authorizations: Pick<AuthorizationStore, 'find' | 'save'>;
  readonly revocations: Pick<RevocationStore, 'revoke'>;
}

/** Other writers of one authorisation are its application's parallel requests. */
const tries = 20;

/** Ends an authorisation with all that came of it: its refresh tokens at once, its access tokens within 60 seconds. */
export const makeRevokeAuthorization =
  ({ authorizations, revocations }: Ports) =>
  async (id: string): Promise<void> => {
    const { expiresAt } = (await authorizations.find(id)) ?? {};
    if (expiresAt === undefined) return;
    // For as long as it lives: a refresh under way may still give out an access token, and what follows may fail.
    await revocations.revoke({ id, expiresAt: new Date(expiresAt * 1000) });
    for (let attempt = 0; attempt < tries; attempt += 1) {
      const found = await authorizations.find(id);
      if (found === undefined || found.revoked) return;
      if (await authorizations.save({ ...found, revision: found.revision + 1, revoked: true })) return;
    }
    throw new Error('An authorization could not be revoked for other writers');
  };
