import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { DipChecks, type DipChecksProps } from './dip-checks';
import { type Finding, sorted } from './finding';
import { RecordedSolutionsChecks } from './recorded-solutions-checks';

/** Holds every stack of the app to the AwsSolutions pack and to the platform's own laws: a finding fails synthesis. */
export function addChecks(app: App, props: DipChecksProps): void {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new DipChecks(app, props));
}

/**
 * Holds the app to the same, and keeps what was found instead of failing: an audit reports a platform that breaks its
 * laws too. Answers the findings once the app is synthesised.
 */
export function recordChecks(app: App, props: DipChecksProps): () => readonly Finding[] {
  return record(app, new RecordedSolutionsChecks(app), new DipChecks(app, props));
}

/** Holds the app to the platform's own laws alone, and keeps what was found. */
export function recordOwnChecks(app: App, props: DipChecksProps): () => readonly Finding[] {
  return record(app, new DipChecks(app, props));
}

function record(app: App, ...packs: readonly (RecordedSolutionsChecks | DipChecks)[]): () => readonly Finding[] {
  Validations.of(app).addPlugins(
    ...packs.map((pack) => ({
      name: pack.name,
      validate(context: Parameters<typeof pack.validate>[0]) {
        pack.validate(context);
        return { success: true, violations: [] };
      },
    })),
  );
  return () => sorted(packs.flatMap((pack) => pack.findings()));
}
