import { type ToldOperation, tellOperation } from '../api-definition/tell-operation';
import type { Application } from '../applications/application';
import type { ApplicationStore } from '../applications/application-store';
import type { NoteKeyUse } from '../applications/key-uses';
import { usageValueOf } from '../applications/usage-key-of';
import { type AccessMode, isApiKeyMode } from '../credentials/access-mode';
import type { SecretHash } from '../credentials/secret-hash';
import { pathBelow } from '../http/path-below';
import type { RevocationStore } from '../oauth/ports';
import type { makeVerifyAccessToken } from '../oauth/tokens/verify-access-token';
import type { Clock } from '../ports';
import type { RegistryEntry } from '../publishing/registry-entry';
import type { RegistryStore } from '../publishing/registry-store';
import type { CallerContext } from './caller-context';
import { type Credential, credentialOf, type GatewayCall, isStatus, showsCredentialFor } from './credential-of';
import { type AccessDecision, decideAccess, statusOperations } from './decide-access';
import { makeVerifyApiKey } from './verify-api-key';

interface Needs {
  readonly registry: Pick<RegistryStore, 'find'>;
  readonly applications: Pick<ApplicationStore, 'find'>;
  readonly revocations: Pick<RevocationStore, 'isRevoked'>;
  readonly verifyAccessToken: ReturnType<typeof makeVerifyAccessToken>;
  readonly monitoringKey: () => Promise<string>;
  readonly hash: SecretHash;
  readonly noteKeyUse: NoteKeyUse;
  readonly clock: Clock;
}

type Decision =
  | { readonly outcome: 'unauthorised' }
  | { readonly outcome: 'refused'; readonly caller: CallerContext }
  | (Extract<AccessDecision, { outcome: 'allowed' }> & { readonly caller: CallerContext; readonly usageKey?: string });

/** Of a whole API. */
export type ApiAuthorization = Decision & { readonly route?: undefined };

/** Of one call, with the path template of what it is for; `open` where anyone may make it. */
export type CallAuthorization = (Decision | { readonly outcome: 'open' }) & { readonly route: string };

interface Proof {
  readonly application: Application;
  readonly mode: AccessMode;
  readonly isDelegated?: boolean;
  readonly identity?: string;
}

const unauthorised = { outcome: 'unauthorised' } as const;

/** Who calls, and what of this API that lets them do. Registry and applications are read at every question. */
export const makeAuthorizeCall = (needs: Needs) => {
  const { registry, applications, revocations, verifyAccessToken, monitoringKey, hash } = needs;
  const verifyApiKey = makeVerifyApiKey(needs);

  const proofOf = async (credential: Credential): Promise<Proof | undefined> => {
    if (credential.type === 'key') {
      const application = await verifyApiKey(credential.value);
      return application && { application, mode: 'app-level0' };
    }
    const claims = verifyAccessToken(credential.value);
    if (claims === undefined || isApiKeyMode(claims.mode)) return undefined;
    const [application, isRevoked] = await Promise.all([
      applications.find(claims.client_id),
      revocations.isRevoked(claims.grant ?? claims.jti),
    ]);
    if (isRevoked || application === undefined) return undefined;
    const identity = claims.identity === undefined ? {} : { identity: claims.identity };
    return { application, mode: claims.mode, isDelegated: claims.act !== undefined, ...identity };
  };

  const authorize = async (call: GatewayCall, entry: RegistryEntry): Promise<ApiAuthorization> => {
    const credential = credentialOf(call, entry);
    if (credential === undefined) return unauthorised;
    if (isStatus(call) && hash.matches(credential.value, hash.of(await monitoringKey()))) return monitoring;
    const proof = await proofOf(credential);
    return proof === undefined ? unauthorised : authorizationOf(entry, proof);
  };

  return async (call: GatewayCall): Promise<ApiAuthorization | CallAuthorization> => {
    const entry = await registry.find(call.api);
    // The stage names the API, and whoever can write a stage variable could name another.
    if (entry === undefined || ![entry.restApiId, entry.formerRestApiId].includes(call.restApiId)) return unauthorised;
    if (call.request === undefined) return authorize(call, entry);
    const { method } = call.request;
    const told = tellOperation(entry.operations, method, pathBelow(entry.basePath, call.request));
    const { route, path, access } = told;
    if (access.length === 0) return { outcome: 'open', route };
    if (!showsCredentialFor(access, call.shown)) return { ...unauthorised, route };
    return ofOperation(await authorize({ ...call, resource: path }, entry), { method, ...told });
  };
};

/** What a decision for the whole API says of one operation. */
function ofOperation(
  authorization: ApiAuthorization,
  { method, path, route }: ToldOperation & { readonly method: string },
): CallAuthorization {
  if (authorization.outcome !== 'allowed') return { ...authorization, route };
  const { caller, operations } = authorization;
  const isAllowed = operations.allowed.some((each) => each.method === method && each.path === path);
  return isAllowed ? { ...authorization, route } : { outcome: 'refused', caller, route };
}

function authorizationOf(entry: RegistryEntry, proof: Proof): ApiAuthorization {
  const decision = decideAccess(entry, proof);
  if (decision.outcome === 'unauthorised') return unauthorised;
  const caller = callerOf(proof);
  if (decision.outcome === 'refused') return { outcome: 'refused', caller: { ...caller, reason: decision.reason } };
  const usageKey = usageValueOf(proof.application, entry.api);
  return { ...decision, caller, ...(usageKey === undefined ? {} : { usageKey }) };
}

const callerOf = ({ application, mode, identity }: Proof): CallerContext => ({
  applicationId: application.id,
  applicationName: application.name,
  mode,
  ...(application.organisationType === undefined ? {} : { organisationType: application.organisationType }),
  ...(Object.keys(application.attributes).length > 0 ? { attributes: JSON.stringify(application.attributes) } : {}),
  ...(identity === undefined ? {} : { identity }),
});

const monitoring: ApiAuthorization = {
  outcome: 'allowed',
  operations: { allowed: statusOperations, refused: [] },
  caller: { applicationId: 'monitoring', mode: 'monitoring' },
};
