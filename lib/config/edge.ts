/** Where CloudFront takes what it needs from, whatever Region it serves. */
export const edgeRegion = 'us-east-1';

/** What may stand there, none of which holds data. The CDK's command line adds its metadata to every stack. */
export const edgeTypes: readonly string[] = [
  'AWS::CertificateManager::Certificate',
  'AWS::WAFv2::WebACL',
  'AWS::CDK::Metadata',
];
