import { type AnalyticsQuery, rounded } from './analytics-query';

const percentile = (share: number, name: string): string =>
  `min(case when so_far >= ${share} * total then latency_up_to_ms end) as ${name}`;

/** Of each percentile the upper bound of the bucket that it lies in. */
export const latency: AnalyticsQuery = {
  name: 'latency',
  description: 'Percentiles of latency: a share of requests took at most so many milliseconds, by API',
  sql: ({ from, smallestGroup, roundTo }) => `
with buckets as (
  select api, latency_up_to_ms, sum(requests) as requests
  from ${from}
  where kind = 'request' and latency_up_to_ms is not null
  group by api, latency_up_to_ms
  having sum(requests) >= ${smallestGroup}
), running as (
  select api, latency_up_to_ms,
    sum(requests) over (partition by api order by latency_up_to_ms) as so_far,
    sum(requests) over (partition by api) as total
  from buckets
)
select api, ${rounded('max(total)', roundTo)} as requests,
  ${percentile(0.5, 'p50_ms')},
  ${percentile(0.95, 'p95_ms')},
  ${percentile(0.99, 'p99_ms')}
from running
group by api
order by api`,
};
