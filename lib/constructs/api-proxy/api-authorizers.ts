import { Duration } from 'aws-cdk-lib';
import { IdentitySource, RequestAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import { type IFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { type AccessMode, isApiKeyMode } from '../../../domain/credentials/access-mode';

/** The longest that a withdrawn subscription goes on working. */
const resultsCacheTtl = Duration.seconds(60);

/** With whatever credential or none: without an identity source API Gateway cannot cache. */
export const askedAtEveryCall = { identitySources: [], resultsCacheTtl: Duration.seconds(0) };

/**
 * By the credential that a method takes: a missing identity source is answered 401 without asking the function, so a
 * method that takes either credential can name none, and then API Gateway cannot cache.
 */
const shapes = {
  token: { identitySources: [IdentitySource.header('Authorization')], resultsCacheTtl },
  key: { identitySources: [IdentitySource.header('apikey')], resultsCacheTtl },
  either: askedAtEveryCall,
};

/** The shared authoriser as one API sees it. An Authorizer serves one REST API, so each API wraps the function anew. */
export class ApiAuthorizers extends Construct {
  readonly #handler: IFunction;
  readonly #made = new Map<keyof typeof shapes, RequestAuthorizer>();

  constructor(scope: Construct, id: string, { functionArn }: IFunction) {
    super(scope, id);
    // The platform allows every authoriser of the account at once, as a function's policy holds 20 KB: some 50 APIs.
    this.#handler = LambdaFunction.fromFunctionAttributes(this, 'Function', { functionArn, skipPermissions: true });
  }

  for(access: readonly AccessMode[]): RequestAuthorizer {
    return this.#of(access.every(isApiKeyMode) ? 'key' : access.some(isApiKeyMode) ? 'either' : 'token');
  }

  /** Asked at every call, with whatever credential or none. */
  forAnyCall(): RequestAuthorizer {
    return this.#of('either');
  }

  #of(kind: keyof typeof shapes): RequestAuthorizer {
    const authorizer =
      this.#made.get(kind) ?? new RequestAuthorizer(this, kind, { handler: this.#handler, ...shapes[kind] });
    this.#made.set(kind, authorizer);
    return authorizer;
  }
}
