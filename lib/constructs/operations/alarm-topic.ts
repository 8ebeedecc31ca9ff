import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription, UrlSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';

/** Where alarms go. Encrypted, and written to by the alarms of this account alone. */
export class AlarmTopic extends Topic {
  constructor(scope: Construct, id: string, { subscribers }: { readonly subscribers: readonly string[] }) {
    const { account, partition, region } = Stack.of(scope);
    const alarms = new ServicePrincipal('cloudwatch.amazonaws.com').withConditions({
      ArnLike: { 'aws:SourceArn': `arn:${partition}:cloudwatch:${region}:${account}:alarm:*` },
      StringEquals: { 'aws:SourceAccount': account },
    });
    // AWS's own key for SNS does not let CloudWatch in:
    // https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
    const masterKey = new Key(scope, `${id}Key`, {
      description: 'Encrypts alarms on their way',
      enableKeyRotation: true,
      pendingWindow: Duration.days(30),
      // Holds nothing that outlives a delivery.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    masterKey.grant(alarms, 'kms:Decrypt', 'kms:GenerateDataKey');
    super(scope, id, { displayName: `Alarms of ${Stack.of(scope).stackName}`, masterKey, enforceSSL: true });
    this.grantPublish(alarms);
    for (const subscriber of subscribers) {
      this.addSubscription(
        subscriber.startsWith('https:') ? new UrlSubscription(subscriber) : new EmailSubscription(subscriber),
      );
    }
  }
}
