import { type AnalyticsQuery, rounded } from './analytics-query';

/** Operations that are called too rarely to be named stand together as `other`, where they are enough. */
export const topOperations: AnalyticsQuery = {
  name: 'top-operations',
  description: 'Requests by API and operation, the most called first',
  sql: ({ from, smallestGroup, roundTo }) => `
with counted as (
  select api, operation, sum(requests) as requests
  from ${from}
  where kind = 'request'
  group by api, operation
), named as (
  select api, case when requests >= ${smallestGroup} then coalesce(operation, 'other') else 'other' end as operation,
    requests
  from counted
)
select api, operation, ${rounded('sum(requests)', roundTo)} as requests
from named
group by api, operation
having sum(requests) >= ${smallestGroup}
order by api, requests desc, operation`,
};
