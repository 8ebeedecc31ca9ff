import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { at } from '../../template/at';

/** The reason for which a finding is acknowledged on a construct or on one around it, by the qualified id. */
export function acknowledgementOf(construct: IConstruct, id: string): string | undefined {
  for (const scope of construct.node.scopes.toReversed()) {
    for (const { type, data } of scope.node.metadata) {
      const reason = type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY ? at(data, id) : undefined;
      if (typeof reason === 'string') return reason;
    }
  }
  return undefined;
}
