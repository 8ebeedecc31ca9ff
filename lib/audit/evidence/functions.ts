import { at } from '../../template/at';
import { type Cloud, marker, type Resource } from '../assembly/cloud';
import { environmentGrants } from '../assembly/environment-grants';
import { byId, type Proof, proof } from './proof';

export interface FunctionEvidence {
  /** Construct path. */
  readonly id: string;
  readonly description: string;
  readonly runtime: string;
  /** Construct path of the role it runs as. */
  readonly role: string;
  /** What the role allows: an action and what on, with the construct path of every resource in brackets. */
  readonly allowed: readonly string[];
  readonly evidence: Proof;
}

/** Every function of an environment, and what it may do. */
export const functionsOf = (cloud: Cloud, environment: string): readonly FunctionEvidence[] =>
  cloud
    .of('AWS::Lambda::Function')
    .filter((one) => one.environment === environment)
    .map((one) => functionEvidence(one, cloud))
    .sort(byId);

function functionEvidence(one: Resource, cloud: Cloud): FunctionEvidence {
  const { properties, stack, environment } = one;
  const role = cloud.target(at(properties, 'Role'), stack);
  const allowed = environmentGrants(cloud, environment)
    .filter((grant) => grant.role === role && grant.effect === 'Allow')
    .flatMap(({ actions, resources }) =>
      actions.flatMap((action) => resources.map((resource) => `${action} on ${readable(resource, cloud)}`)),
    );
  return {
    id: cloud.path(one),
    description: String(at(properties, 'Description') ?? ''),
    runtime: String(at(properties, 'Runtime') ?? ''),
    role: role ? cloud.path(role) : '',
    allowed: [...new Set(allowed)].sort(),
    evidence: proof(one, 'Role'),
  };
}

const readable = (pattern: string, cloud: Cloud): string =>
  pattern.replace(/<([^/<>]+)\/([^<>]+)>/g, (text, stack: string, id: string) => {
    const resource = cloud.find(`${stack}.template.json`, id);
    return resource && marker(resource) === text ? `[${cloud.path(resource)}]` : text;
  });
