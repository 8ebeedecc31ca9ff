import type { EmbeddedMetric } from '../../adapters/node/embedded-metric';
import type { AnonymisedHour } from '../../domain/logs/anonymisation/anonymise-hour';

const count = (value: number) => ({ unit: 'Count', value }) as const;

const metric = (of: { environment: string; now: Date }, metrics: EmbeddedMetric['metrics']): EmbeddedMetric => ({
  now: of.now,
  dimensions: { environment: of.environment },
  dimensionSets: [['environment']],
  metrics,
});

/** What became of an hour of an API, by environment. An hour is counted anew with each object that is delivered. */
export const anonymisedMetric = (hour: AnonymisedHour, of: { environment: string; now: Date }): EmbeddedMetric =>
  metric(of, {
    AnonymisedHours: count(hour.outcome === 'written' ? 1 : 0),
    MalformedRecords: count(hour.malformed),
    RepeatedRecords: count(hour.repeated),
    VanishedHours: count(hour.outcome === 'gone' ? 1 : 0),
    NotAnonymised: count(0),
  });

/** An hour that could not be anonymised this time. */
export const notAnonymisedMetric = (of: { environment: string; now: Date }): EmbeddedMetric =>
  metric(of, { NotAnonymised: count(1) });
