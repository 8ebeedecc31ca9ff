import type { Clock } from '../ports';

/** What an application proves itself by; of public keys, the `kid`. */
export interface UsedKey {
  readonly kind: 'apiKeys' | 'clientSecrets' | 'jwks';
  readonly id: string;
}

/** On which day each key of an application last opened something. */
export interface KeyUses {
  /** Remembers the day, `2026-01-31`, UTC. */
  note(application: string, key: UsedKey, day: string): Promise<void>;
  /** The days, by `nameOfUse`. */
  of(application: string): Promise<ReadonlyMap<string, string>>;
}

export const nameOfUse = ({ kind, id }: UsedKey): string => `${kind} ${id}`;

export type NoteKeyUse = (application: string, key: UsedKey) => Promise<void>;

export interface NoteKeyUseNeeds {
  readonly keyUses: Pick<KeyUses, 'note'>;
  readonly clock: Clock;
  /** Is told what kept a use from being remembered; the caller is answered all the same. */
  readonly onUnnoted: (error: unknown) => void;
}

/** Uses of one day that are known to be written. */
const mostNoted = 10_000;

/** Notes each key once a day and process, so that the way of most calls has no write on it. */
export function makeNoteKeyUse({ keyUses, clock, onUnnoted }: NoteKeyUseNeeds): NoteKeyUse {
  const noted = new Set<string>();
  let today = '';
  return async (application, key) => {
    const day = clock.now().toISOString().slice(0, 10);
    if (day !== today || noted.size >= mostNoted) noted.clear();
    today = day;
    const use = `${application} ${nameOfUse(key)}`;
    if (noted.has(use)) return;
    noted.add(use);
    await keyUses.note(application, key, day).catch(onUnnoted);
  };
}
