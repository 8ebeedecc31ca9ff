const pattern = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

const second = 1000;
const day = 86_400 * second;
/** Years and months have no length of their own; the mean lengths are near enough to move a clock. */
const lengths = [365 * day, 30 * day, 7 * day, day, 3600 * second, 60 * second, second];

/** Milliseconds of an ISO 8601 duration such as `P91D` or `PT1H30M`; `undefined` where it is none. */
export function parseDuration(text: string): number | undefined {
  const parts = pattern.exec(text)?.slice(1);
  if (!parts?.some((part) => part !== undefined)) return undefined;
  return Math.round(parts.reduce((sum, part, index) => sum + Number(part ?? 0) * (lengths[index] ?? 0), 0));
}
