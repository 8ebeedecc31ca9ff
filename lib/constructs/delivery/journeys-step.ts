import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Environment } from '../../config/environment';
import { publicUrls } from '../../config/public-urls';
import type { ArtifactStore } from './artifact-store';
import { BuildStep } from './build-step';

export interface JourneysStepProps {
  readonly store: ArtifactStore;
  readonly environment: Environment;
  readonly journeys: readonly string[];
}

/**
 * The journeys, through the host names of a deployed environment. The application they travel as is in the secret
 * `dip/<environment>/journeys`: the members `app`, as `.local/demo/app.json` has it, and `privateKey`, PEM.
 */
export class JourneysStep extends BuildStep {
  constructor(scope: Construct, id: string, { store, environment, journeys }: JourneysStepProps) {
    const secretName = `dip/${environment.name}/journeys`;
    const urls = publicUrls(environment);
    super(scope, id, {
      store,
      description: `Journeys through ${environment.name}`,
      variables: {
        BASE_URL: urls?.api ?? '',
        AUTH_URL: urls?.auth ?? '',
        SANDBOX_URL: urls?.sandbox ?? '',
        IDENTITY_URL: urls?.identity ?? '',
        DIP_APP: 'journeys-app.json',
      },
      secrets: { APP: `${secretName}:app`, PRIVATE_KEY: `${secretName}:privateKey` },
      commands: [
        'printf %s "$PRIVATE_KEY" > journeys-key.pem',
        'printf %s "$APP" | jq \'.privateKeyFile = "journeys-key.pem"\' > "$DIP_APP"',
        'npm ci --no-audit --no-fund',
        `npx jest --config jest.journeys.config.js ${journeys.join(' ')}`,
      ],
      timeout: Duration.minutes(30),
    });
    // Secrets Manager appends six characters to a secret's name.
    const secretArn = Stack.of(this).formatArn({
      service: 'secretsmanager',
      resource: 'secret',
      resourceName: `${secretName}-??????`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    Grant.addToPrincipal({ grantee: this.role, actions: ['secretsmanager:GetSecretValue'], resourceArns: [secretArn] });
  }
}
