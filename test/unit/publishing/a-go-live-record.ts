import type { GoLiveRecord } from '../../../domain/publishing/go-live/go-live-record';
import { goLiveItems } from '../../../domain/publishing/go-live/items';

/** A confirmed record of the API `wards` of `team-1`, of an organisation that is its own controller. */
export const aGoLiveRecord = (organisation: string, over: Partial<GoLiveRecord> = {}): GoLiveRecord => {
  const values: Readonly<Record<string, string>> = {
    ...{ organisation, 'data-controller': organisation, 'legal-basis': 'x' },
    ...{ 'findings-open': 'no', 'penetration-test-on': '2025-12-01' },
  };
  const entries = goLiveItems.map(({ id }) => ({ item: id, value: values[id] ?? 'yes' }));
  const about = { id: 'team-1 wards', revision: 1, team: 'team-1', api: 'wards' };
  return { ...about, state: 'confirmed', history: [], entries, ...over };
};
