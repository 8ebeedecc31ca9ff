import { CfnApiKey, CfnUsagePlan, CfnUsagePlanKey, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import { openUsageValue } from '../../../domain/applications/open-usage-key';

/** Lets calls that count against no application through a method that takes those that do as well. */
export class OpenCalls extends Construct {
  constructor(scope: Construct, id: string, { api, restApi }: { readonly api: string; readonly restApi: RestApi }) {
    super(scope, id);
    const description = `Calls of ${api} that anyone may make`;
    const apiStages = [{ apiId: restApi.restApiId, stage: restApi.deploymentStage.stageName }];
    const plan = new CfnUsagePlan(this, 'UsagePlan', { description, apiStages });
    const key = new CfnApiKey(this, 'Key', { description, enabled: true, value: openUsageValue(restApi.restApiId) });
    new CfnUsagePlanKey(this, 'Member', { keyId: key.ref, keyType: 'API_KEY', usagePlanId: plan.ref });
  }
}
