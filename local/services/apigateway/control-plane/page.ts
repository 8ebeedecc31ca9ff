/** One page of a list; `position` is where the next one begins. */
export function page<T>(items: readonly T[], query: URLSearchParams): { item: T[]; position?: string } {
  const from = Number(query.get('position') ?? 0) || 0;
  const limit = Math.min(Number(query.get('limit') ?? 25) || 25, 500);
  const next = from + limit;
  return { item: items.slice(from, next), ...(next < items.length && { position: String(next) }) };
}
