/** What `dip analytics` runs: its only argument are the options, as JSON. */
import type { AnalyticsOptions } from '../../cli/analytics';
import { printableLines } from '../../domain/printable';
import { accessAsOperator } from '../operator/operator-access';
import { troubleOf } from '../operator/trouble';
import { withAnalyticsFiles } from './analytics-files';
import { printAnalytics } from './print-analytics';

const day = 86_400_000;

async function main(options: AnalyticsOptions): Promise<void> {
  const { query, api, environment, role, mfaSerial: serial, mfaCode: code, files, json } = options;
  const print = (line: string) => console.log(printableLines(line));
  const from = (now: Date) => new Date(now.getTime() - (options.since ?? 30 * day)).toISOString().slice(0, 10);
  if (files) return printAnalytics({ query, api, json, print, folder: files, since: from(new Date()) });
  const secondFactor = serial && code ? { serial, code } : undefined;
  const access = await accessAsOperator({ environment, ...(role && { role }), ...(secondFactor && { secondFactor }) });
  const since = from(await access.now());
  await withAnalyticsFiles({ access, api, since }, (folder) =>
    printAnalytics({ query, api, json, print, folder, since }),
  );
}

main(JSON.parse(process.argv[2] ?? '{}')).catch((error: unknown) => {
  console.error(printableLines(troubleOf(error)));
  process.exitCode = 1;
});
