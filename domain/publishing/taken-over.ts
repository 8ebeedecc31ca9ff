import type { Operation } from '../api-definition/api-definition';
import { matchOperation } from '../api-definition/match-operation';
import { segmentsOf } from '../api-definition/path-template';
import { platformPaths } from '../api-definition/platform-paths';

interface Placed {
  readonly name: string;
  readonly basePath: string;
  readonly operations: readonly Pick<Operation, 'method' | 'path'>[];
}

/**
 * Which calls of the one API the other would answer, in words: API Gateway takes the longest base path that fits, so
 * that `/records/admin` has what `/records` declares at `/admin`, whatever either asks of its callers. Undefined where
 * each is asked for its own.
 */
export const takenOver = (one: Placed, other: Placed): string | undefined =>
  takenFrom(one, other) ?? takenFrom(other, one);

function takenFrom(above: Placed, below: Placed): string | undefined {
  if (!below.basePath.startsWith(`${above.basePath}/`)) return undefined;
  const rest = below.basePath.slice(above.basePath.length);
  const length = segmentsOf(rest).length;
  const isBelow = (path: string): boolean => {
    const segments = segmentsOf(path);
    const start = { method: 'GET' as const, path: `/${segments.slice(0, length).join('/')}` };
    return segments.length >= length && matchOperation([start], 'GET', rest) !== undefined;
  };
  const path = [...platformPaths, ...above.operations.map((each) => each.path)].find(isBelow);
  return (
    path && `${above.basePath}${path} of "${above.name}" lies below the base path ${below.basePath} of "${below.name}"`
  );
}
