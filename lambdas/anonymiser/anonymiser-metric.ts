import type { EmbeddedMetric } from '../../adapters/node/embedded-metric';
import type { AnonymisedObject } from '../../domain/logs/anonymisation/anonymise-object';

const count = (value: number) => ({ unit: 'Count', value }) as const;

const metric = (of: { environment: string; now: Date }, metrics: EmbeddedMetric['metrics']): EmbeddedMetric => ({
  now: of.now,
  dimensions: { environment: of.environment },
  dimensionSets: [['environment']],
  metrics,
});

/** What became of a delivered object, by environment. Nothing of any record. */
export const anonymisedMetric = (object: AnonymisedObject, of: { environment: string; now: Date }): EmbeddedMetric =>
  metric(of, {
    AnonymisedRecords: count(object.records),
    MalformedRecords: count(object.malformed),
    RepeatedRecords: count(object.repeated),
    VanishedObjects: count(object.outcome === 'gone' ? 1 : 0),
    NotAnonymised: count(0),
  });

/** An object that could not be anonymised this time. */
export const notAnonymisedMetric = (of: { environment: string; now: Date }): EmbeddedMetric =>
  metric(of, { NotAnonymised: count(1) });
