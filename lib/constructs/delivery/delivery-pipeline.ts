import { Duration, Stack } from 'aws-cdk-lib';
import { CfnPipeline } from 'aws-cdk-lib/aws-codepipeline';
import { Grant, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Delivery } from '../../config/delivery';
import { edgeRegion } from '../../config/edge';
import type { Environment } from '../../config/environment';
import { publicUrls } from '../../config/public-urls';
import { ArtifactStore } from './artifact-store';
import { BuildStep } from './build-step';
import { allowSource, sourceAction, sourceArtifact } from './delivery-source';
import { DeployStep, type DeployStepProps } from './deploy-step';
import { JourneysStep } from './journeys-step';

export interface DeliveryPipelineProps {
  readonly delivery: Delivery;
  /** In path-to-live order. */
  readonly environments: readonly Environment[];
}

/** The assembly of every environment and of the pipeline itself, built once. */
const assembly = 'Assembly';

type Stage = CfnPipeline.StageDeclarationProperty;
type Action = CfnPipeline.ActionDeclarationProperty;

/** Carries one build through the environments, and changes itself before it does. */
export class DeliveryPipeline extends Construct {
  readonly #store: ArtifactStore;
  readonly #delivery: Delivery;
  readonly #steps: BuildStep[] = [];

  constructor(scope: Construct, id: string, { delivery, environments }: DeliveryPipelineProps) {
    super(scope, id);
    this.#store = new ArtifactStore(this, 'Artifacts');
    this.#delivery = delivery;
    const stages: Stage[] = [
      { name: 'Source', actions: [sourceAction(delivery.source)] },
      { name: 'Build', actions: [this.#run('Build', this.#build(), { input: sourceArtifact, output: assembly })] },
      {
        name: 'Pipeline',
        actions: [this.#deploy('Pipeline', 'Pipeline', { ...delivery, regions: [delivery.region] })],
      },
      ...environments.map((environment) => ({ name: environment.name, actions: this.#promote(environment) })),
    ];
    const { bucket, key } = this.#store;
    const pipeline = new CfnPipeline(this, 'Resource', {
      pipelineType: 'V2',
      // Every build is carried to its end, in order, and none overtakes another.
      executionMode: 'QUEUED',
      restartExecutionOnUpdate: true,
      roleArn: this.#pipelineRole().roleArn,
      artifactStore: { type: 'S3', location: bucket.bucketName, encryptionKey: { type: 'KMS', id: key.keyArn } },
      stages,
    });
    pipeline.node.addDependency(this.#store);
  }

  #build(): BuildStep {
    return new BuildStep(this, 'Build', {
      store: this.#store,
      description: 'Checks the repository and builds the assembly of all environments, once',
      commands: [
        'export DIP_COMMIT="$CODEBUILD_RESOLVED_SOURCE_VERSION" DIP_REVISION="$CODEBUILD_BUILD_NUMBER"',
        'npm ci --no-audit --no-fund',
        'npm run preflight -- pipeline',
        'npm run scan -- --require-advisories',
        'npm test',
        'npm run synth',
        // What the assembly is made of travels with it.
        'npm run sbom && cp reports/sbom.cdx.json cdk.out/all/',
      ],
      output: 'cdk.out/all',
      timeout: Duration.hours(1),
    });
  }

  #promote(environment: Environment): Action[] {
    const { name, production, region, account, domain } = environment;
    // CloudFront takes the certificate of the portal's host name from there alone.
    const regions = domain ? [region, edgeRegion] : [region];
    const approve: Action = {
      name: 'Approve',
      actionTypeId: { category: 'Approval', owner: 'AWS', provider: 'Manual', version: '1' },
      configuration: { CustomData: `Deploys to ${name}. The go-live checks of every API in it are recorded.` },
    };
    const deploy = this.#deploy(`Deploy-${name}`, `${name}-*`, { regions, account });
    // An environment without host names has one for each API, and no base URL to travel through.
    const journeys = !production && publicUrls(environment) ? [this.#journeys(environment)] : [];
    return [...(production ? [approve] : []), deploy, ...journeys].map((action, index) => ({
      ...action,
      runOrder: index + 1,
    }));
  }

  #deploy(id: string, stacks: string, where: Pick<DeployStepProps, 'regions' | 'account'>): Action {
    return this.#run(id, new DeployStep(this, id, { ...where, store: this.#store, stacks }), { input: assembly });
  }

  #journeys(environment: Environment): Action {
    const { journeys } = this.#delivery;
    const id = `Journeys-${environment.name}`;
    return this.#run(id, new JourneysStep(this, id, { store: this.#store, environment, journeys }), {
      input: sourceArtifact,
    });
  }

  #run(name: string, step: BuildStep, { input, output }: { input: string; output?: string }): Action {
    this.#steps.push(step);
    return {
      name,
      actionTypeId: { category: 'Build', owner: 'AWS', provider: 'CodeBuild', version: '1' },
      configuration: { ProjectName: step.projectName },
      inputArtifacts: [{ name: input }],
      ...(output && { outputArtifacts: [{ name: output }] }),
    };
  }

  // Actions run under the pipeline's own role: one for each would only be another that may start the same builds.
  #pipelineRole(): Role {
    const grantee = new Role(this, 'Role', { assumedBy: new ServicePrincipal('codepipeline.amazonaws.com') });
    this.#store.allowReadAndWrite(grantee);
    const resourceArns = this.#steps.map(({ projectArn }) => projectArn);
    const actions = ['codebuild:StartBuild', 'codebuild:BatchGetBuilds', 'codebuild:StopBuild'];
    Grant.addToPrincipal({ grantee, actions, resourceArns });
    allowSource(grantee, this.#delivery.source, Stack.of(this));
    return grantee;
  }
}
