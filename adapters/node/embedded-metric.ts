export interface EmbeddedMetric {
  readonly now: Date;
  /** By name; CloudWatch adds up over each set of `dimensionSets`. */
  readonly dimensions: Readonly<Record<string, string>>;
  readonly dimensionSets: readonly (readonly string[])[];
  readonly metrics: Readonly<Record<string, { readonly unit: 'Count' | 'Milliseconds'; readonly value: number }>>;
}

/**
 * A line of CloudWatch's embedded metric format, in the namespace `DIP`. Holds what it is given and nothing else, so a
 * caller that gives no field of a record publishes none.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function embeddedMetric({ now, dimensions, dimensionSets, metrics }: EmbeddedMetric): string {
  const named = Object.entries(metrics);
  return JSON.stringify({
    _aws: {
      Timestamp: now.getTime(),
      CloudWatchMetrics: [
        {
          Namespace: 'DIP',
          Dimensions: dimensionSets,
          Metrics: named.map(([Name, { unit }]) => ({ Name, Unit: unit })),
        },
      ],
    },
    ...dimensions,
    ...Object.fromEntries(named.map(([name, { value }]) => [name, value])),
  });
}

/**
 * Publishes it. Not by `console.log`: under Lambda's JSON log format that becomes text inside another object, of which
 * CloudWatch makes no metric. https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html#nodejs-logging-advanced-emf
 */
export const publishMetric = (metric: EmbeddedMetric): void => {
  process.stdout.write(`${embeddedMetric(metric)}\n`);
};
