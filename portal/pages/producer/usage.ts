import { Hono } from 'hono';
import { defaultApiLimits } from '../../../domain/api-definition/default-api-limits';
import { ownApi } from '../../../domain/applications/decide-for-publisher';
import { anonymity } from '../../../domain/logs/anonymisation/anonymity';
import { apiCountsId } from '../../../domain/logs/counting/call-counts';
import { isCounted, ofPublisher } from '../../../domain/logs/counting/count-calls-of-apis';
import { daysOfUsage, type Figure, type UsageOfApi, usageOf } from '../../../domain/logs/counting/usage-of-api';
import { paths } from '../../paths';
import type { PortalBindings } from '../../portal-context';
import type { Tools } from '../../tools';

/** How an API is called in this environment, and what was deployed. */
export function usageRoutes(tools: Tools) {
  const { page, apiCounts, clock } = tools;
  const app = new Hono<PortalBindings>();
  app.get(`${paths.producer}/:api/usage`, async (context) => {
    const asked = { account: context.var.account.id, api: context.req.param('api') };
    const entry = await ownApi(tools, asked, 'apis.view');
    if (!entry) return context.notFound();
    const counts = ofPublisher(await apiCounts.find(apiCountsId(entry.api)), entry);
    return page(context, 'producer/usage', {
      title: `Usage of ${entry.title}`,
      entry,
      isCounted: isCounted(entry),
      through: counts?.through,
      ...shownUsage(usageOf(counts, clock.now())),
      limits: { ...defaultApiLimits, ...entry.rateLimits },
      deployments: [...(entry.deployments ?? [])].reverse(),
      least: anonymity.smallestGroup,
      roundTo: anonymity.roundTo,
      daysOfUsage,
    });
  });
  return app;
}

const words = (figure: Figure): string => (figure === 'few' ? `fewer than ${anonymity.smallestGroup}` : String(figure));

/** The same as rows of the page. */
function shownUsage({ days, total, latency }: UsageOfApi) {
  const part = (figure: number) =>
    total.requests === 0 ? String(figure) : `${figure}, ${((100 * figure) / total.requests).toFixed(1)} %`;
  const took = (most: number | undefined) => (most === undefined ? 'unknown' : `at most ${most} ms`);
  const sums = [
    ['Calls', String(total.requests)],
    ['Refused (4xx)', part(total.refused)],
    ['At a limit (429)', part(total.throttled)],
    ['Failed (5xx)', part(total.failed)],
    ['Half of them took', took(latency.p50)],
    ['95 in 100 took', took(latency.p95)],
    ['99 in 100 took', took(latency.p99)],
  ].map(([key, value]) => ({ key: { text: key }, value: { text: value } }));
  return {
    sums,
    days: days.map(({ date, requests, refused, throttled, failed, busiest }) => ({
      ...{ date, requests: words(requests), refused: words(refused), throttled: words(throttled) },
      ...{ failed: words(failed), busiest: words(busiest) },
    })),
  };
}
