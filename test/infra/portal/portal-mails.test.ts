import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { checked, environmentNamed } from '../../../lib/config/environments';
import { PortalMails, type PortalMailsProps } from '../../../lib/constructs/portal/portal-mails';

/** A function's role that may send what the mails are sent through. */
function mailsOf(props: Omit<PortalMailsProps, 'environment'>) {
  const stack = new Stack();
  const mails = new PortalMails(stack, 'Mails', { environment: 'ref', ...props });
  mails.allowSend(new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') }));
  return { mails, template: Template.fromStack(stack) };
}
const domain = { name: 'dip.trust.nhs.uk' };
const zoned = { ...domain, hostedZoneId: 'Z0123456789ABCDEFGHIJ' };

test('SES verifies the domain by records that are written to the zone which the environment owns', () => {
  const { template } = mailsOf({ domain: zoned });
  template.hasResourceProperties('AWS::SES::EmailIdentity', { EmailIdentity: domain.name });
  const records = Object.values(template.findResources('AWS::Route53::RecordSet'));
  expect(records.map(({ Properties }) => [Properties.Type, Properties.HostedZoneId])).toEqual(
    Array(3).fill(['CNAME', zoned.hostedZoneId]),
  );
});

test('where it owns none, the records are for somebody else to write', () => {
  const { template } = mailsOf({ domain });
  template.resourceCountIs('AWS::SES::EmailIdentity', 1);
  template.resourceCountIs('AWS::Route53::RecordSet', 0);
});

test.each([
  ['no-reply@ of the domain', undefined, 'no-reply@dip.trust.nhs.uk'],
  ['the address that the environment states', 'mails@dip.trust.nhs.uk', 'mails@dip.trust.nhs.uk'],
])('mails come from %s, and the function may send as nobody else', (_what, from, expected) => {
  const { mails, template } = mailsOf({ domain, from });
  expect(mails.from).toBe(expected);
  const [policy] = Object.values(template.findResources('AWS::IAM::Policy'));
  expect(policy?.Properties.PolicyDocument.Statement).toEqual([
    {
      Effect: 'Allow',
      Action: 'ses:SendEmail',
      Resource: [expect.anything(), expect.anything()],
      Condition: { StringEquals: { 'ses:FromAddress': expected } },
    },
  ]);
  expect(JSON.stringify(policy?.Properties.PolicyDocument.Statement[0].Resource)).not.toContain('"*"');
});

test('a mail that did not arrive is counted, and nobody is told of its address', () => {
  const { template } = mailsOf({ domain });
  template.hasResourceProperties('AWS::SES::EmailIdentity', { FeedbackAttributes: { EmailForwardingEnabled: false } });
  template.hasResourceProperties('AWS::SES::ConfigurationSet', { SuppressionOptions: { SuppressedReasons: [] } });
  const [counts, ...others] = Object.values(template.findResources('AWS::SES::ConfigurationSetEventDestination'));
  expect(others).toEqual([]);
  expect(counts?.Properties.EventDestination).toEqual({
    Enabled: true,
    MatchingEventTypes: ['bounce', 'complaint', 'reject'],
    CloudWatchDestination: {
      DimensionConfigurations: [
        { DimensionName: 'environment', DimensionValueSource: 'messageTag', DefaultDimensionValue: 'ref' },
      ],
    },
  });
});

test.each([
  ['of another domain', { mail: { from: 'no-reply@elsewhere.nhs.uk' } }],
  ['of a domain that only ends so', { mail: { from: 'no-reply@evil-int.dip.example' } }],
  ['that is two', { mail: { from: 'a@int.dip.example, b@int.dip.example' } }],
  ['with a header of its own', { mail: { from: 'a\r\nBcc: b@int.dip.example' } }],
  ['without a domain', { mail: { from: 'no-reply@int.dip.example' }, domain: undefined }],
])('an environment whose mails come from an address %s is refused by that field', (_what, change) => {
  expect(() => checked({ ...environmentNamed('int'), ...change })).toThrow(/mail\.from/);
});
