import { type AnalyticsQuery, rounded } from './analytics-query';

export const traffic: AnalyticsQuery = {
  name: 'traffic',
  description: 'Requests of consumers, by API and day',
  sql: ({ from, smallestGroup, roundTo }) => `
select api, "date", ${rounded('sum(requests)', roundTo)} as requests
from ${from}
where kind = 'request'
group by api, "date"
having sum(requests) >= ${smallestGroup}
order by api, "date"`,
};
