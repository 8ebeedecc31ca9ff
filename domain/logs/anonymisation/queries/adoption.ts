import { type AnalyticsQuery, rounded } from './analytics-query';

/** A lower bound: requests too few of a kind in their minute are counted without their organisation. */
export const adoption: AnalyticsQuery = {
  name: 'adoption',
  description: 'Requests by API, week (its Monday) and type of organisation, where that is known',
  sql: ({ from, smallestGroup, roundTo }) => `
select api, cast(cast(date_trunc('week', cast("date" as date)) as date) as varchar) as week, organisation_type,
  ${rounded('sum(requests)', roundTo)} as requests
from ${from}
where kind = 'request' and organisation_type is not null
group by 1, 2, 3
having sum(requests) >= ${smallestGroup}
order by 1, 2, 4 desc, 3`,
};
