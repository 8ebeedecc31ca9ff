import { type Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnProject } from 'aws-cdk-lib/aws-codebuild';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { retention } from '../../../domain/retention/retention';
import { keptAs } from '../storage/kept-as';
import type { ArtifactStore } from './artifact-store';

export interface BuildStepProps {
  readonly description: string;
  readonly store: ArtifactStore;
  readonly commands: readonly string[];
  /** @default none */
  readonly variables?: Readonly<Record<string, string>>;
  /** By variable: `<secret>:<member>`. @default none */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Folder that is handed to the stages after it. @default nothing is handed on */
  readonly output?: string;
  readonly timeout: Duration;
}

/**
 * Commands on a machine of their own, with a role of their own. CodeBuild's level 1, as level 2 allows every step to
 * write all artefacts, reports and logs of its name.
 */
export class BuildStep extends Construct {
  readonly projectName: string;
  readonly projectArn: string;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: BuildStepProps) {
    super(scope, id);
    const { store, description, commands, variables, secrets, output, timeout } = props;
    const logGroup = new LogGroup(this, 'Logs', {
      retention: retention.functionLogs.keptFor.days,
      encryptionKey: store.key,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    keptAs(logGroup, 'functionLogs');
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('codebuild.amazonaws.com') });
    logGroup.grantWrite(this.role);
    if (output) store.allowReadAndWrite(this.role);
    else store.allowRead(this.role);
    const buildSpec = {
      version: '0.2',
      env: { shell: 'bash', ...(variables && { variables }), ...(secrets && { 'secrets-manager': secrets }) },
      phases: {
        install: { 'runtime-versions': { nodejs: 22 } },
        build: { commands: ['set -euo pipefail', ...commands] },
      },
      ...(output && { artifacts: { 'base-directory': output, files: ['**/*'] } }),
    };
    const project = new CfnProject(this, 'Resource', {
      description,
      serviceRole: this.role.roleArn,
      encryptionKey: store.key.keyArn,
      source: { type: 'CODEPIPELINE', buildSpec: Stack.of(this).toJsonString(buildSpec) },
      artifacts: { type: 'CODEPIPELINE' },
      environment: {
        type: 'LINUX_CONTAINER',
        computeType: 'BUILD_GENERAL1_MEDIUM',
        image: 'aws/codebuild/standard:7.0',
        privilegedMode: false,
      },
      logsConfig: { cloudWatchLogs: { status: 'ENABLED', groupName: logGroup.logGroupName } },
      timeoutInMinutes: timeout.toMinutes(),
    });
    this.projectName = project.ref;
    this.projectArn = project.attrArn;
  }
}
