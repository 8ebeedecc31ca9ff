import { html } from 'hono/html';
import type { EndpointEvidence } from '../evidence/endpoints';
import type { Evidence } from '../evidence/evidence';
import type { Html } from './html';
import { folded, table } from './table';
import { plural } from './words';

const decided = ({ authorisation, credential, cacheSeconds, reason, operations }: EndpointEvidence): string => {
  if (authorisation === 'open') return reason || 'No reason is recorded';
  if (authorisation !== 'authoriser') return authorisation;
  const kept = cacheSeconds ? `, and the decision is kept for ${cacheSeconds} seconds` : ', at every call';
  const { declared, open } = operations;
  const behind = declared > 1 ? `; ${declared} operations are told apart behind it, ${open} of them open` : '';
  return `The authoriser, by ${credential}${kept}${behind}`;
};

/** Every method, and who decides whether a caller may use it. */
export function endpointsSection({ environment, endpoints }: Evidence): Html {
  const apis = [...new Set(endpoints.map(({ api }) => api))];
  const open = endpoints.filter(({ authorisation }) => authorisation === 'open').length;
  return html`
<h3 id="${environment}-endpoints">Endpoints, and how each is authorised</h3>
<p>${plural(endpoints.length, 'method')} of ${plural(apis.length, 'REST API')}; ${open} of them open, each with its reason.</p>
${apis.map((api) =>
  apiTable(
    api,
    endpoints.filter((endpoint) => endpoint.api === api),
  ),
)}`;
}

function apiTable(api: string, endpoints: readonly EndpointEvidence[]): Html {
  const host = endpoints[0]?.host ?? 'API Gateway’s own host name';
  const open = endpoints.filter(({ authorisation }) => authorisation === 'open').length;
  const caption = `${api}, on ${host}`;
  return folded(
    `${api}: ${plural(endpoints.length, 'method')}, ${open} open`,
    table<EndpointEvidence>(
      caption,
      [
        { title: 'Path', cell: ({ path }) => html`<code>${path}</code>` },
        { title: 'Method', cell: ({ method }) => method },
        { title: 'Access', cell: ({ authorisation }) => (authorisation === 'open' ? 'Open' : 'Authorised') },
        { title: 'How it is decided', cell: decided },
      ],
      endpoints,
    ),
  );
}
