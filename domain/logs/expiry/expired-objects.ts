const HOUR = 3_600_000;
const PARTITION = /\/year=(\d{4})\/month=(\d{2})\/day=(\d{2})\/hour=(\d{2})\//;

/**
 * Which of an API's log objects are past their time. An object of the hour partition 10 holds records from 10:00 on,
 * so its age is counted from the partition's start: with an hourly sweep the oldest record of it is gone within an hour
 * of its time and the youngest up to an hour before. A key without a partition is left to the bucket's own rule.
 */
export function expiredObjects(needs: { keys: readonly string[]; logRetentionHours: number; now: Date }): string[] {
  const oldest = needs.now.getTime() - needs.logRetentionHours * HOUR;
  return needs.keys.filter((key) => {
    const start = partitionStart(key);
    return start !== undefined && start <= oldest;
  });
}

function partitionStart(key: string): number | undefined {
  const [, year, month, day, hour] = PARTITION.exec(key) ?? [];
  return year === undefined ? undefined : Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour));
}
