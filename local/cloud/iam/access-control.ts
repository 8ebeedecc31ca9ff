import { randomBytes } from 'node:crypto';
import { localAdmin } from '../../../domain/local-platform';
import type { ConditionContext } from './condition';
import { type AccessDecision, evaluateAccess } from './evaluate-access';
import { awsManagedPolicies } from './managed-policies';
import { type PolicyDocument, policyDocument } from './policy-document';
import { type Account, arnOf, type Principal } from './principal';

/** A call that no policy allows; each service words it in its own error shape. */
export class AccessDenied extends Error {
  override readonly name = 'AccessDenied';
}

export interface AccessRequest {
  readonly principal: Principal;
  readonly action: string;
  readonly resource: string;
  readonly context?: ConditionContext;
}

interface AccessControlNeeds {
  readonly account: Account;
  warn(message: string): void;
}

export interface AssumeRoleRequest {
  readonly roleArn: string;
  readonly session: string;
  readonly context: ConditionContext;
}

interface Role {
  readonly trust: PolicyDocument;
  readonly managedPolicyArns: string[];
  readonly policies: Map<string, PolicyDocument>;
}

/** Identities, policies and the decision over them: what IAM is to the embedded cloud. */
export class AccessControl {
  readonly #needs: AccessControlNeeds;
  readonly #roles = new Map<string, Role>();
  readonly #managedPolicies = new Map(awsManagedPolicies);
  readonly #resourcePolicies = new Map<string, PolicyDocument>();
  readonly #principals = new Map<string, Principal>([[localAdmin, { kind: 'administrator' }]]);

  constructor(needs: AccessControlNeeds) {
    this.#needs = needs;
  }

  roleArn(name: string): string {
    return `arn:aws:iam::${this.#needs.account.id}:role/${name}`;
  }

  putRole(arn: string, trust: unknown, managedPolicyArns: readonly string[]): void {
    for (const managed of managedPolicyArns) {
      if (!this.#managedPolicies.has(managed)) this.#needs.warn(`the managed policy ${managed} grants nothing here`);
    }
    this.#roles.set(arn, {
      trust: policyDocument.parse(trust),
      managedPolicyArns: [...managedPolicyArns],
      // Policies of their own resources stay.
      policies: this.#roles.get(arn)?.policies ?? new Map(),
    });
  }

  putRolePolicy(roleArn: string, name: string, document: unknown): void {
    this.#role(roleArn).policies.set(name, policyDocument.parse(document));
  }

  removeRole(arn: string): void {
    this.#roles.delete(arn);
  }

  removeRolePolicy(roleArn: string, name: string): void {
    this.#roles.get(roleArn)?.policies.delete(name);
  }

  putManagedPolicy(arn: string, document: unknown): void {
    this.#managedPolicies.set(arn, policyDocument.parse(document));
  }

  attachManagedPolicy(roleArn: string, policyArn: string): void {
    this.#role(roleArn).managedPolicyArns.push(policyArn);
  }

  putResourcePolicy(resourceArn: string, document: unknown): void {
    this.#resourcePolicies.set(resourceArn, policyDocument.parse(document));
  }

  /** One statement more, or another in the place of that with the same `Sid`, as `AWS::Lambda::Permission` and queue policies of several templates give it. */
  addResourceStatement(resourceArn: string, statement: unknown): void {
    const { Statement } = policyDocument.parse({ Statement: statement });
    const sids = new Set(Statement.flatMap(({ Sid }) => Sid ?? []));
    const present = this.#resourcePolicies.get(resourceArn)?.Statement ?? [];
    const others = present.filter(({ Sid }) => Sid === undefined || !sids.has(Sid));
    this.#resourcePolicies.set(resourceArn, { Statement: [...others, ...Statement] });
  }

  removeResourceStatement(resourceArn: string, sid: string): void {
    const present = this.#resourcePolicies.get(resourceArn)?.Statement ?? [];
    this.#resourcePolicies.set(resourceArn, { Statement: present.filter(({ Sid }) => Sid !== sid) });
  }

  bindAccessKey(accessKeyId: string, principal: Principal): void {
    this.#principals.set(accessKeyId, principal);
  }

  principalOf(accessKeyId: string): Principal | undefined {
    return this.#principals.get(accessKeyId);
  }

  /** Throws unless the role's trust policy lets the service act as it. */
  assertAssumable(roleArn: string, service: string): void {
    const decision = evaluateAccess({
      principal: { kind: 'service', name: service },
      accountId: this.#needs.account.id,
      action: 'sts:AssumeRole',
      resource: roleArn,
      context: { 'aws:SourceAccount': this.#needs.account.id },
      identityPolicies: [],
      resourcePolicy: this.#role(roleArn).trust,
    });
    if (decision !== 'allowed') throw new AccessDenied(`the role ${roleArn} cannot be assumed by ${service}`);
  }

  /**
   * A session of the role for who asks, as an access key id. An administrator may assume every role whose trust policy
   * lets the account in, and only under its conditions. Throws `AccessDenied`.
   */
  assumeRole(principal: Principal, { roleArn, session, context }: AssumeRoleRequest): string {
    const accountId = this.#needs.account.id;
    const isAdministrator = principal.kind === 'administrator';
    const userArn = arnOf(principal, accountId);
    const decision = evaluateAccess({
      principal: isAdministrator ? { kind: 'role', arn: userArn } : principal,
      accountId,
      action: 'sts:AssumeRole',
      resource: roleArn,
      context: {
        'sts:RoleSessionName': session,
        'aws:PrincipalArn': principal.kind === 'role' ? principal.arn : userArn,
        // Users have a name, and sessions of roles their own in their id.
        'aws:username': isAdministrator ? localAdmin : undefined,
        'aws:userid': principal.kind === 'role' && principal.session ? `AROALOCAL:${principal.session}` : undefined,
        ...context,
      },
      identityPolicies: isAdministrator
        ? [everything]
        : principal.kind === 'role'
          ? this.#policiesOf(principal.arn)
          : [],
      resourcePolicy: this.#roles.get(roleArn)?.trust,
    });
    if (decision !== 'allowed') {
      throw new AccessDenied(`User: ${nameOf(principal)} is not authorized to perform: sts:AssumeRole on ${roleArn}`);
    }
    const accessKeyId = `ASIA${randomBytes(8).toString('hex').toUpperCase()}`;
    this.bindAccessKey(accessKeyId, { kind: 'role', arn: roleArn, session });
    return accessKeyId;
  }

  allows(request: AccessRequest): boolean {
    return this.#decide(request) === 'allowed';
  }

  /** Throws `AccessDenied`, and says so on the terminal, unless the call is allowed. */
  authorize(request: AccessRequest): void {
    const decision = this.#decide(request);
    if (decision === 'allowed') return;
    const who = nameOf(request.principal);
    this.#needs.warn(`AccessDenied: ${who} may not ${request.action} on ${request.resource}`);
    throw new AccessDenied(
      `User: ${who} is not authorized to perform: ${request.action} on resource: ${request.resource} ${reasons[decision]}`,
    );
  }

  #decide({ principal, action, resource, context }: AccessRequest): AccessDecision {
    const { id: accountId, region } = this.#needs.account;
    return evaluateAccess({
      principal,
      accountId,
      action,
      resource,
      context: {
        'aws:SecureTransport': 'true',
        'aws:PrincipalAccount': accountId,
        'aws:ResourceAccount': accountId,
        'aws:RequestedRegion': region,
        'aws:PrincipalIsAWSService': String(principal.kind === 'service'),
        'aws:PrincipalArn': principal.kind === 'role' ? principal.arn : undefined,
        // https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
        'lambda:SourceFunctionArn': principal.kind === 'role' ? principal.functionArn : undefined,
        'aws:SourceAccount': principal.kind === 'service' ? accountId : undefined,
        ...context,
      },
      identityPolicies: principal.kind === 'role' ? this.#policiesOf(principal.arn) : [],
      resourcePolicy: this.#resourcePolicies.get(resourcePolicyHolder(resource)),
    });
  }

  #policiesOf(roleArn: string): readonly PolicyDocument[] {
    const { policies, managedPolicyArns } = this.#role(roleArn);
    return [...policies.values(), ...managedPolicyArns.flatMap((arn) => this.#managedPolicies.get(arn) ?? [])];
  }

  #role(arn: string): Role {
    const role = this.#roles.get(arn);
    if (!role) throw new Error(`there is no role ${arn}`);
    return role;
  }
}

const everything: PolicyDocument = {
  Statement: [{ Effect: 'Allow', Action: ['*'], Resource: ['*'], Condition: {} }],
};

const reasons = {
  'explicitly-denied': 'with an explicit deny',
  'not-allowed': 'because no identity-based policy allows the action',
} as const satisfies Record<Exclude<AccessDecision, 'allowed'>, string>;

/** The policy of a bucket also speaks for its objects. */
const resourcePolicyHolder = (resource: string): string =>
  resource.startsWith('arn:aws:s3:::') ? (resource.split('/')[0] ?? resource) : resource;

function nameOf(principal: Principal): string {
  if (principal.kind === 'role') return principal.arn;
  if (principal.kind === 'service') return principal.name;
  return principal.kind === 'anonymous' ? 'anonymous' : 'local-admin';
}
