/** What `dip logs` runs: its only argument are the options, as JSON. */
import type { LogsOptions } from '../../cli/logs';
import { parseMoment } from '../../cli/moment';
import { Failure } from '../../domain/failure';
import { printableLines } from '../../domain/printable';
import { troubleOf } from '../operator/trouble';
import { openOperationalLogs } from './operational-logs';
import { printLogs } from './print-logs';

async function main(options: LogsOptions): Promise<void> {
  const { environment, api, application, status, request, limit, json } = options;
  const { role, mfaSerial: serial, mfaCode: code } = options;
  const secondFactor = serial && code ? { serial, code } : undefined;
  const logs = await openOperationalLogs({ environment, ...(role && { role }), ...(secondFactor && { secondFactor }) });
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stopping.abort());
  // `dip logs | head` closes the pipe, which is no fault.
  process.stdout.on('error', () => process.exit(0));
  await printLogs({
    since: momentOf(options.since),
    ...(options.until && { until: momentOf(options.until) }),
    filter: {
      ...(api && { api }),
      ...(application && { application }),
      ...(status && { status }),
      ...(request && { requestId: request }),
    },
    prefix: options.functions ? 'functions=' : 'api=',
    ...(limit && { limit }),
    ...(options.follow && { follow: stopping.signal }),
    json,
    logs,
    print: (line) => console.log(line),
  });
}

function momentOf(text: string) {
  const moment = parseMoment(text);
  if (moment === undefined) throw new Failure('invalid_configuration', `"${text}" is no time and no duration`);
  return moment;
}

main(JSON.parse(process.argv[2] ?? '{}')).catch((error: unknown) => {
  console.error(printableLines(troubleOf(error)));
  process.exitCode = 1;
});
