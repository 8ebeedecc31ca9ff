import { nameFault } from '../api-definition/name-fault';

/** Characters of a statement or an address that has no shorter bound of its own. */
export const longestStatement = 2000;

/**
 * What keeps a text of a publication from being deployed as it is written, if anything: CloudFormation and the CDK read
 * `{{resolve:…}}` and `${…}` all over a template.
 */
export function textFault(text: string, mostCharacters: number): string | undefined {
  return /\$\{|\{\{/.test(text)
    ? 'holds "${" or "{{", which deployment takes for its own'
    : nameFault(text, mostCharacters);
}
