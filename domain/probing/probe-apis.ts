import { probingAgent } from '../logs/records/log-partition';
import type { Clock } from '../ports';
import type { RegistryStore } from '../publishing/registry-store';
import type { Target, TargetAnswer } from '../relay/target';
import { atMost } from './at-most';
import type { Probe } from './probe';
import { probeAddress } from './probe-address';

interface Needs {
  readonly registry: Pick<RegistryStore, 'list'>;
  /** Never follows a redirect: the answer must come from where the request went. */
  readonly target: Target;
  readonly monitoringKey: () => Promise<string>;
  readonly clock: Clock;
  /** Where APIs are reached, as `probeAddress` takes it. */
  readonly addressTemplate: string;
  /** Parts of the platform that no entry stands for, by name: the authorisation server. */
  readonly ownAddresses: Readonly<Record<string, string>>;
  /** Is told of each API as soon as it is probed, so that what was found is kept where the rest takes too long. */
  readonly onProbed: (probe: Probe) => void;
}

/** With the limits below, 600 APIs that all hang are probed within Lambda's five minutes. */
const atOnce = 25;
const longestPing = 3_000;
const longestStatus = 8_000;
/** By which its records are told from those of consumers. */
const agent = ['user-agent', probingAgent] as const;

/** Asks `_ping` and `_status` of every API that wants to be monitored. Answers how many it probed. */
export const makeProbeApis = (needs: Needs) => async (): Promise<number> => {
  const { registry, monitoringKey, addressTemplate, ownAddresses, onProbed } = needs;
  const monitored = (await registry.list()).filter(({ monitoring }) => monitoring);
  const places = [
    ...Object.entries(ownAddresses).map(([api, address]) => ({ api, address, isOwn: true })),
    ...monitored.map((entry) => ({ api: entry.api, address: probeAddress(addressTemplate, entry), isOwn: false })),
  ];
  const key = await monitoringKey();
  await atMost(atOnce, places, async (place) => onProbed(await probe(needs, place, key)));
  return places.length;
};

interface Place {
  readonly api: string;
  /** Undefined where no request may be sent. */
  readonly address: string | undefined;
  /** The platform's own: there is no target to blame. */
  readonly isOwn: boolean;
}

async function probe({ target, clock }: Needs, { api, address, isOwn }: Place, key: string): Promise<Probe> {
  if (address === undefined) return { api, pinged: false, pingMillis: 0, statusServed: false, targetHealthy: true };
  const startedAt = clock.now().getTime();
  const ping = { method: 'GET', url: `${address}/_ping`, headers: [agent], timeoutMillis: longestPing };
  const pinged = isOk(await target.send(ping));
  const pingMillis = clock.now().getTime() - startedAt;
  const headers = [agent, ['apikey', key] as const];
  const status = { method: 'GET', url: `${address}/_status`, headers, timeoutMillis: longestStatus };
  const answer = await target.send(status);
  const targetHealthy = answer.outcome !== 'timed-out' && !saysFail(answer);
  const served = isOk(answer) || answer.outcome === 'timed-out';
  return isOwn
    ? { api, pinged, pingMillis, statusServed: isOk(answer) && targetHealthy, targetHealthy: true }
    : { api, pinged, pingMillis, statusServed: served, targetHealthy };
}

type Answered = Extract<TargetAnswer, { outcome: 'answered' }>;

const isOk = (answer: TargetAnswer): answer is Answered => answer.outcome === 'answered' && answer.status === 200;

function saysFail(answer: TargetAnswer): boolean {
  if (!isOk(answer)) return false;
  try {
    return JSON.parse(new TextDecoder().decode(answer.body)).status === 'fail';
  } catch {
    return false;
  }
}
