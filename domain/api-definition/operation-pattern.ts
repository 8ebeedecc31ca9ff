/**
 * The operation's path as an IAM resource pattern, with a leading `/`: a segment that is a parameter, or that API
 * Gateway cannot hold literally (`$process-message`), becomes `*`. IAM's `*` also crosses `/`.
 */
export function operationPattern(path: string): string {
  return path
    .split('/')
    .map((segment) => (segment === '' || isGatewayLiteral(segment) ? segment : '*'))
    .join('/');
}

/**
 * What a resource's path part may hold besides a parameter: alphanumerics and `_ - . :`. API Gateway also takes a comma
 * (AWS "known issues"), which the CDK refuses.
 */
export const isGatewayLiteral = (segment: string): boolean => /^[A-Za-z0-9._\-:]+$/.test(segment);
