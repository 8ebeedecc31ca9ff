import { matchesIamPattern } from '../../../domain/iam-pattern';
import { own } from '../../../domain/own';
import { at, isRecord, listAt } from '../../template/at';
import { type Cloud, marker, type Resource } from './cloud';
import { environmentGrants } from './environment-grants';
import { resourcePolicyOf, type Statement } from './policies';
import type { StorePart } from './stores';

/** The service, and the actions that show what a store holds. */
const readActions: Readonly<Record<string, readonly string[]>> = {
  'AWS::S3::Bucket': ['s3:GetObject', 's3:GetObjectVersion', 's3:GetObjectTorrent'],
  'AWS::DynamoDB::Table': [
    'GetItem',
    'BatchGetItem',
    'Query',
    'Scan',
    'PartiQLSelect',
    'ExportTableToPointInTime',
    // Each answers the row as it was, where it is asked to.
    'DeleteItem',
    'PutItem',
    'UpdateItem',
    'PartiQLDelete',
    'PartiQLUpdate',
  ].map((action) => `dynamodb:${action}`),
  'AWS::Logs::LogGroup': ['GetLogEvents', 'FilterLogEvents', 'StartQuery', 'GetLogRecord', 'StartLiveTail'].map(
    (action) => `logs:${action}`,
  ),
  'AWS::SecretsManager::Secret': ['secretsmanager:GetSecretValue', 'secretsmanager:BatchGetSecretValue'],
  'AWS::Cognito::UserPool': ['cognito-idp:AdminGetUser', 'cognito-idp:ListUsers', 'cognito-idp:ListUsersInGroup'],
  'AWS::SQS::Queue': ['sqs:ReceiveMessage'],
  'AWS::Backup::BackupVault': ['backup:StartRestoreJob'],
};

/** Roles that the retention file calls by another word than the construct's id. */
const words: readonly (readonly [construct: RegExp, word: string])[] = [
  [/\/Anonymiser\/Function$/, 'anonymiser'],
  [/\/CallCounter\/Function$/, 'call counter'],
  [/\/Authorizer$/, 'authoriser'],
  [/-Identity\/AuthorizationServer\/Server$/, 'authorisation server'],
  [/-Identity\/AuthorizationServer\/SignIn$/, 'sign-in'],
  [/-Identity\/MockIdentityProviders\/Provider$/, 'mock identity provider'],
  [/\/Registrar$/, 'registrar'],
  [/\/LogRetention$/, 'log retention'],
  [/\/Relay$/, 'relay'],
  [/\/Prober$/, 'prober'],
  [/\/AccountErasure$/, 'account erasure'],
  [/\/EvidenceWatch$/, 'evidence watch'],
  [/\/Announcer$/, 'announcer'],
  [/\/AccessReview$/, 'access review'],
  [/-Portal\//, 'portal'],
  [/^Pipeline\//, 'pipeline'],
];

/** Who may read a part of a store, by every policy of its environment's templates; sorted. */
export function readersOf(part: StorePart, cloud: Cloud): readonly string[] {
  const { store } = part;
  const allowed = environmentGrants(cloud, store.environment).filter((grant) => reads(grant, part));
  const onStore = policiesOn(store, cloud).filter((statement) => reads(statement, part));
  const locks = onStore
    .filter(({ effect, resources }) => effect === 'Deny' && resources.some((pattern) => coversAll(pattern, part)))
    .map(({ condition }) => exempt(condition, cloud, store))
    .filter((exempted) => exempted.length > 0);
  const roles = allowed
    .filter(({ effect, role }) => effect === 'Allow' && locks.every((lock) => lock.some((arn) => isArnOf(role, arn))))
    .map(({ role }) => readerName(role, cloud));
  const principals = onStore
    .filter(({ effect }) => effect === 'Allow')
    .flatMap((statement) => statement.principals)
    .map((principal) => principalName(principal, cloud));
  return [...new Set([...roles, ...principals])].sort();
}

/** The word of the retention file for who assumes a role, or the id of the role's construct. */
export function readerName(role: Resource, cloud: Cloud): string {
  const path = cloud.path(role).replace(/(?:\/Service)?Role$/, '');
  return (
    words.find(([construct]) => construct.test(path))?.[1] ?? path.split('/').slice(1).join('/').replace(/^.*\//, '')
  );
}

function principalName(principal: string, cloud: Cloud): string {
  const role = cloud.of('AWS::IAM::Role').find((one) => marker(one) === principal);
  if (role) return readerName(role, cloud);
  return principal === '*' ? 'everyone' : principal;
}

const policiesOn = (store: Resource, cloud: Cloud): readonly Statement[] => {
  const own = resourcePolicyOf(store, cloud);
  const attached = cloud
    .of('AWS::S3::BucketPolicy', 'AWS::SecretsManager::ResourcePolicy', 'AWS::SQS::QueuePolicy')
    .filter(({ properties, stack }) =>
      [...listAt(properties, 'Bucket'), ...listAt(properties, 'SecretId'), ...listAt(properties, 'Queues')].some(
        (reference) => cloud.target(reference, stack) === store,
      ),
    );
  return [...own, ...attached.flatMap((policy) => resourcePolicyOf(policy, cloud))];
};

/** Whether an ARN, its references as markers, is that of a role: by reference, or by the name the role bears. */
export function isArnOf(role: Resource, arn: string): boolean {
  const name = at(role.properties, 'RoleName');
  return arn === marker(role) || (typeof name === 'string' && arn.endsWith(`:role/${name}`));
}

/** Roles that a lock leaves out, where a denial is one: for all principals but those. */
export const exempt = (condition: unknown, cloud: Cloud, { stack }: Resource): readonly string[] =>
  isRecord(condition)
    ? ['ArnNotEquals', 'ArnNotLike', 'StringNotEquals'].flatMap((operator) =>
        listAt(condition, operator, 'aws:PrincipalArn').map((arn) => cloud.text(arn, stack)),
      )
    : [];

function reads({ actions, resources }: Statement, part: StorePart): boolean {
  const asked = own(readActions, part.store.type.replace('Global', '')) ?? [];
  return (
    actions.some((pattern) => asked.some((action) => matches(pattern, action))) &&
    resources.some((pattern) => covers(pattern, part))
  );
}

const matches = (pattern: string, action: string): boolean =>
  matchesIamPattern(pattern.toLowerCase(), action.toLowerCase());

/** Whether a resource of a policy takes in some of what the part holds; a wildcard before the store's name does. */
function covers(pattern: string, { store, prefix, others }: StorePart): boolean {
  const name = marker(store);
  const start = pattern.indexOf(name);
  if (start < 0) return pattern === '*' || coversByWildcard(pattern, store.type);
  if (store.type !== 'AWS::S3::Bucket') return true;
  const tail = pattern.slice(start + name.length);
  if (!tail.startsWith('/')) return false;
  const keys = tail.slice(1).split('*')[0] ?? '';
  return (keys.startsWith(prefix) || prefix.startsWith(keys)) && !others.some((other) => keys.startsWith(other));
}

const coversAll = (pattern: string, { store, prefix }: StorePart): boolean =>
  pattern.endsWith('*') && `${marker(store)}/${prefix}`.startsWith(pattern.slice(0, -1));

function coversByWildcard(pattern: string, type: string): boolean {
  const [, , service, , , ...rest] = pattern.split(':');
  const asked = (own(readActions, type.replace('Global', '')) ?? []).map((action) => action.split(':')[0]);
  const name = rest.join(':').replace(/:\*$/, '');
  return asked.includes(service) && (type === 'AWS::S3::Bucket' ? name.split('/')[0] : name)?.includes('*') === true;
}

/** Whether a policy statement names everybody and nothing narrows whom. */
export const isForEveryone = ({ effect, principals, condition }: Statement): boolean =>
  effect === 'Allow' && principals.includes('*') && condition === undefined;
