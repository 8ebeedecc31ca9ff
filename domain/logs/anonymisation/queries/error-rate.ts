import { type AnalyticsQuery, rounded, shown } from './analytics-query';

/** A share is made of counts as they are shown, so that it tells no more than they do. */
export const errorRate: AnalyticsQuery = {
  name: 'error-rate',
  description: 'Share of requests that were refused (4xx) or failed (5xx), in per cent, by API and day',
  sql: (source) => `
with counted as (
  select api, "date", sum(requests) as requests,
    sum(case when status_class = '4xx' then requests else 0 end) as refused,
    sum(case when status_class = '5xx' then requests else 0 end) as failed
  from ${source.from}
  where kind = 'request' and status_class is not null
  group by api, "date"
  having sum(requests) >= ${source.smallestGroup}
), published as (
  select api, "date", ${rounded('requests', source.roundTo)} as requests,
    ${shown('refused', source)} as refused,
    ${shown('failed', source)} as failed
  from counted
)
select api, "date", requests,
  round(100.0 * refused / requests, 1) as refused_percent,
  round(100.0 * failed / requests, 1) as failed_percent
from published
order by api, "date"`,
};
