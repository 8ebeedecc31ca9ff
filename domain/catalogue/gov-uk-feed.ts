import type { ApiSummary } from './api-summary';

/** Of the GOV.UK API catalogue, which collects from `<base>/apis`: https://github.com/co-cddo/api-catalogue */
export const govUkFeedType = 'application/vnd.uk.gov.api.v1alpha+json';

const version = 'api.gov.uk/v1alpha';

interface Origins {
  readonly portalUrl: string;
  readonly apiUrl: string;
  readonly contact: string;
}

export const govUkFeed = (apis: readonly ApiSummary[], { portalUrl, apiUrl, contact }: Origins) => ({
  'api-version': version,
  apis: apis.map(({ api, title, summary, organisation, basePath, contact: own }) => ({
    'api-version': version,
    data: {
      name: title,
      description: summary,
      url: `${apiUrl}${basePath}`,
      'documentation-url': `${portalUrl}/catalogue/${api}`,
      organisation,
      contact: own ?? contact,
    },
  })),
});
