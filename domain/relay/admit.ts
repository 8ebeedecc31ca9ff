import type { CallerContext } from '../access/caller-context';
import { isAmbiguous, shownCredentials } from '../access/shown-credentials';
import { matchOperation } from '../api-definition/match-operation';
import { mayBeReadAs, strongerSiblings } from '../api-definition/stronger-siblings';
import { type AccessMode, satisfies } from '../credentials/access-mode';
import { denials } from '../errors/denials';
import { Refusal } from '../errors/refusal';
import type { HttpRequest } from '../http/http-message';
import type { RelayConfig, RelayedOperation } from './relay-config';

/**
 * The operation that a request is for, if its caller may use it: the second, exact check behind the authoriser, whose
 * policy patterns cannot tell every operation from its neighbour.
 * @throws Refusal 404 where the API declares no such operation, also for another method of a declared path; 400 where
 * the target could take the path for that of an operation that asks for more.
 */
export function makeAdmit({ operations }: Pick<RelayConfig, 'operations'>) {
  const modes = operations.flatMap(({ access }) => access);
  const known = new Map<RelayedOperation, readonly RelayedOperation[]>();

  /** Looked for when the operation is first called: of a thousand operations few are, and each is held against all. */
  const strongerThan = (operation: RelayedOperation): readonly RelayedOperation[] => {
    const stronger = known.get(operation) ?? strongerSiblings(operation, operations);
    known.set(operation, stronger);
    return stronger;
  };

  return (request: HttpRequest, caller: CallerContext | undefined): RelayedOperation => {
    const { method, path } = request;
    const operation = matchOperation(operations, method, path)?.operation;
    if (operation === undefined) {
      throw new Refusal({ code: 'RESOURCE_NOT_FOUND', diagnostics: 'This API has no such operation.' });
    }
    if (operation.access.length > 0) refuseAmbiguous(request, modes);
    if (operation.access.length > 0 && !mayUse(operation, caller?.mode)) {
      throw new Refusal({
        code: 'ACCESS_DENIED',
        diagnostics: 'Your credential does not give access to this operation.',
      });
    }
    if (strongerThan(operation).some((other) => mayBeReadAs(other, operation, path))) {
      throw new Refusal({ code: 'INVALID_VALUE', diagnostics: 'The path can be read as that of another operation.' });
    }
    return operation;
  };
}

/** @throws Refusal in the gateway's words, as it is the authoriser's answer where no cache spoke for it. */
export function refuseAmbiguous({ headers, query }: HttpRequest, modes: readonly AccessMode[]): void {
  if (!isAmbiguous(shownCredentials(headers, query), modes)) return;
  throw new Refusal({ code: 'ACCESS_DENIED', diagnostics: denials.unauthorised }, [['WWW-Authenticate', 'Bearer']]);
}

const mayUse = ({ access }: RelayedOperation, mode: CallerContext['mode'] | undefined): boolean =>
  mode !== undefined && mode !== 'monitoring' && access.some((asked) => satisfies(mode, asked));
