import { join } from 'node:path';
import { searchApis } from '../../domain/catalogue/search-apis';
import { aPortal } from '../../test/unit/portal/a-portal';
import type { Figure } from './figure';
import { perSecond, rounded } from './rate';
import { sized } from './size';

const apisInCatalogue = sized(100, 3);
const apisToSearch = 1_000;

/** A page of the portal, and a search of a national catalogue. */
export async function measure(): Promise<Figure[]> {
  return [await cataloguePage(), await search()];
}

async function cataloguePage(): Promise<Figure> {
  const portal = aPortal();
  const file = join(__dirname, '../../apis/hello-world/openapi.yaml');
  for (let api = 0; api < apisInCatalogue; api += 1) await portal.publish(file, { name: `api-${api}` });
  const pages = await perSecond(async () => {
    const { status } = await portal.app.fetch(new Request(`${portal.environment.portalUrl}/catalogue`));
    if (status !== 200) throw new Error(`the catalogue answered ${status}`);
  });
  return {
    name: 'portal',
    value: rounded(pages),
    unit: `1/s, catalogue of ${apisInCatalogue} APIs`,
    against: '',
    ratio: null,
  };
}

async function search(): Promise<Figure> {
  const topics = ['prescription', 'referral', 'demographics', 'vaccination', 'appointment', 'observation'];
  const apis = Array.from({ length: apisToSearch }, (_, at) => {
    const topic = topics[at % topics.length] ?? '';
    return {
      api: `${topic}-${at}`,
      title: `${topic} service ${at}`,
      summary: `Reads and writes the ${topic} of a patient`,
      organisation: 'NHS England',
      operations: [`get${topic}`],
      access: [],
      status: 'beta' as const,
    };
  });
  const asked = { words: 'vaccinatoin patient', access: [], status: [] };
  const rate = await perSecond(() => searchApis(apis as never, asked));
  const scan = await perSecond(() => apis.filter(({ summary }) => summary.includes('vaccination')));
  const against = 'a scan for one word as it is spelt';
  return {
    name: 'search',
    value: rounded(rate),
    unit: `1/s, ${apisToSearch} APIs`,
    against,
    ratio: rounded(rate / scan),
  };
}
