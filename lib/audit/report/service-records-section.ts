import { html } from 'hono/html';
import type { Evidence } from '../evidence/evidence';
import type { ServiceRecordEvidence } from '../evidence/service-records';
import type { Html } from './html';
import { table } from './table';
import { categoryWords } from './words';

/** What AWS's services store by themselves, beside the stores that the platform makes. */
export function serviceRecordsSection({ environment, serviceRecords }: Evidence): Html {
  return html`
<h3 id="${environment}-services">What services store by themselves</h3>
<p>Beside the stores above, which the platform makes, AWS’s services keep records of their own. What could hold anything of a call is switched off, and the rule DipChecks-ServiceRecords finds it on; it refuses every type of resource of which nobody has said what it stores.</p>
${table<ServiceRecordEvidence>(
  `Records of services in ${environment}`,
  [
    { title: 'Service', cell: ({ service }) => service },
    { title: 'What', cell: ({ holds, categories }) => [holds, ...categories.map(categoryWords)].join('; ') },
    { title: 'State', cell: ({ state }) => (state === 'off' ? 'Switched off' : 'Kept') },
    { title: 'Why', cell: ({ purpose }) => purpose },
    { title: 'Who can read it', cell: ({ readers, state }) => readers.join(', ') || (state === 'off' ? '' : 'Nobody') },
    { title: 'Until', cell: ({ end }) => end },
  ],
  serviceRecords,
)}`;
}
