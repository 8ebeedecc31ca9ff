import type { Publisher } from '../registry-entry';
import type { GoLiveRecord } from './go-live-record';
import { goLiveItems, whyNot } from './items';

/** Items that say what the publication says too: where both do, they say the same. */
const stated: readonly (readonly [item: string, field: 'organisation' | 'dataController' | 'legalBasis'])[] = [
  ['organisation', 'organisation'],
  ['data-controller', 'dataController'],
  ['legal-basis', 'legalBasis'],
];

/** What a record lacks for an API to go live on a day, in words for whoever fills it in. */
export function openItems(record: Pick<GoLiveRecord, 'entries'>, now: Date): { item: string; text: string }[] {
  return goLiveItems.flatMap((item) => {
    const why = whyNot(item, record.entries.find((one) => one.item === item.id)?.value, now);
    return why === undefined ? [] : [{ item: item.id, text: `"${item.wording}" ${why}` }];
  });
}

/** Why the registrar refuses an API in production, everything at once; empty where it may go live. */
export function missingForProduction(record: GoLiveRecord | undefined, publisher: Publisher, now: Date): string[] {
  if (!record)
    return [
      'its team has no go-live record of it: begin one in the portal, under My APIs, and have a second person confirm it.',
    ];
  const missing = openItems(record, now).map(({ text }) => `go-live record: ${text}.`);
  for (const [item, field] of stated) {
    const recorded = record.entries.find((one) => one.item === item)?.value;
    const published = publisher[field];
    if (recorded === undefined || published === undefined || recorded.trim() === published.trim()) continue;
    missing.push(
      `publisher.${field} is ${JSON.stringify(published)}, and the go-live record says ${JSON.stringify(recorded)}.`,
    );
  }
  if (record.state !== 'confirmed')
    missing.push(`the go-live record is ${record.state}: a second person of the team confirms it.`);
  return missing;
}
