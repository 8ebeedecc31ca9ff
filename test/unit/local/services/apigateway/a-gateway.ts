import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ProvisionedResource } from '../../../../../local/cloud/resources/resource-type';
import { createGateway } from '../../../../../local/services/apigateway';
import type { GatewayNeeds, InvokeResult } from '../../../../../local/services/apigateway/model/gateway-needs';
import { resourceTypes } from '../../../../../local/services/resource-types';
import { eventually } from '../../../../eventually';

const account = { id: '123456789012', region: 'eu-west-2' };
type GatewayType = Extract<keyof typeof resourceTypes, `AWS::${'ApiGateway' | 'ApiGatewayV2' | 'WAFv2'}::${string}`>;
type Handler = (event: never, sourceArn: string) => unknown;

/** A gateway over real HTTP, whose functions run in this process and whose clock stands still. */
export class TestGateway {
  readonly logs: Record<string, string>[] = [];
  readonly warnings: string[] = [];
  readonly stored = new Map<string, unknown>();
  readonly invocations: { functionArn: string; sourceArn: string; payload: Record<string, unknown> }[] = [];
  readonly gateway;
  time = new Date('2026-01-05T09:00:00Z');
  url = '';
  readonly #handlers = new Map<string, Handler>();
  readonly #servers: Server[] = [];
  #provisioned = 0;

  constructor(stored?: Map<string, unknown>) {
    this.stored = stored ?? this.stored;
    this.gateway = createGateway(this.#needs());
  }

  #needs(): GatewayNeeds {
    return {
      account,
      now: () => this.time,
      invoke: (call) =>
        this.#invoke(call as { functionArn: string; sourceArn: string; payload: Record<string, unknown> }),
      putAccessLog: async (_stream, line) => void this.logs.push(JSON.parse(line)),
      state: {
        load: (name) => structuredClone(this.stored.get(name)),
        save: (name, value) => void this.stored.set(name, structuredClone(value)),
      },
      warn: (message) => void this.warnings.push(message),
    };
  }

  async #invoke(call: {
    functionArn: string;
    sourceArn: string;
    payload: Record<string, unknown>;
  }): Promise<InvokeResult> {
    this.invocations.push(call);
    const handler = this.#handlers.get(call.functionArn);
    if (!handler) throw new Error('AccessDenied');
    try {
      const payload = await handler(JSON.parse(JSON.stringify(call.payload)) as never, call.sourceArn);
      if (payload === 'times out') return { outcome: 'timed-out', requestId: 'lambda-1' };
      return { outcome: 'answered', payload, requestId: 'lambda-1' };
    } catch (error) {
      return { outcome: 'function-error', errorMessage: (error as Error).message, requestId: 'lambda-1' };
    }
  }

  /** The `Uri` of a function, as a template has it. */
  lambda(name: string, handler: Handler): string {
    const arn = `arn:aws:lambda:eu-west-2:123456789012:function:${name}`;
    this.#handlers.set(arn, handler);
    return `arn:aws:apigateway:eu-west-2:lambda:path/2015-03-31/functions/${arn}/invocations`;
  }

  provision(
    type: string,
    properties: Record<string, unknown>,
    id = `Resource${++this.#provisioned}`,
  ): ProvisionedResource {
    const made = resourceTypes[type as GatewayType]({ cloud: { account }, apigateway: this.gateway });
    return made.provision({
      stack: 'Test',
      logicalId: id,
      type,
      properties,
      physicalId: `Test/${id}`,
    }) as ProvisionedResource;
  }

  api(properties: Record<string, unknown> = {}, stage: Record<string, unknown> = {}): TestApi {
    return new TestApi(this, properties, stage);
  }

  map(domainName: string, basePath: string, { id, stage }: TestApi): void {
    this.provision('AWS::ApiGatewayV2::ApiMapping', {
      DomainName: domainName,
      ApiMappingKey: basePath,
      ApiId: id,
      Stage: stage,
    });
  }

  async start(domainName = 'api.test'): Promise<this> {
    const server = createServer({ maxHeaderSize: 65_536 }, this.gateway.listener(domainName));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.#servers.push(server);
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return this;
  }

  async stop(): Promise<void> {
    this.gateway.close();
    for (const server of this.#servers) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, { headers });
  }

  /** The event that the echo function was given. */
  async event(path: string, init?: RequestInit): Promise<ProxyEvent> {
    return (await fetch(`${this.url}${path}`, init)).json() as Promise<ProxyEvent>;
  }

  async nextLog(): Promise<Record<string, string>> {
    return eventually(() => {
      const log = this.logs.shift();
      if (!log) throw new Error('no access-log line arrived');
      return log;
    });
  }
}

/** A REST API with one stage, `live`, on the path `/base` of `api.test`. */
export class TestApi {
  readonly id: string;
  readonly stage = 'live';
  readonly #gateway: TestGateway;
  readonly #resources = new Map<string, string>();
  #authorizers = 0;

  constructor(gateway: TestGateway, properties: Record<string, unknown>, stage: Record<string, unknown>) {
    this.#gateway = gateway;
    const api = gateway.provision('AWS::ApiGateway::RestApi', { Name: 'Test', ...properties });
    this.id = api.ref;
    this.#resources.set('', String(api.attributes?.RootResourceId));
    // Of no deployment, so that what a test adds takes effect at once.
    this.add('Stage', { StageName: this.stage, DeploymentId: 'none', ...stage });
  }

  add(type: string, properties: Record<string, unknown>): ProvisionedResource {
    return this.#gateway.provision(`AWS::ApiGateway::${type}`, { RestApiId: this.id, ...properties });
  }

  mapped(basePath = 'base', domainName = 'api.test'): this {
    this.#gateway.map(domainName, basePath, this);
    return this;
  }

  resource(path: string): string {
    const known = this.#resources.get(path);
    if (known) return known;
    const at = path.lastIndexOf('/');
    const ParentId = this.resource(path.slice(0, at));
    const { ref } = this.add('Resource', { ParentId, PathPart: path.slice(at + 1) });
    this.#resources.set(path, ref);
    return ref;
  }

  /** `operation` is `GET /Patient/{id}`; without an integration it answers the event it was given. */
  method(operation: string, properties: Record<string, unknown> = {}): this {
    const [HttpMethod, path = ''] = operation.split(' ');
    this.add('Method', {
      HttpMethod,
      ResourceId: this.resource(path === '/' ? '' : path),
      Integration: { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST', Uri: this.#gateway.lambda('echo', echo) },
      ...properties,
    });
    return this;
  }

  /** A method answered by `handler`. */
  answer(operation: string, handler: Handler, properties: Record<string, unknown> = {}): this {
    const name = `${this.id}${operation.replaceAll(/\W+/g, '-')}`;
    const Integration = { Type: 'AWS_PROXY', Uri: this.#gateway.lambda(name, handler), ...properties };
    return this.method(operation, { Integration });
  }

  /** A Lambda authoriser; its id. */
  authorizer(properties: Record<string, unknown>, handler: Handler): string {
    const AuthorizerUri = this.#gateway.lambda(`authorizer-${this.id}-${++this.#authorizers}`, handler);
    return this.add('Authorizer', { Name: 'Authorizer', Type: 'REQUEST', AuthorizerUri, ...properties }).ref;
  }

  /** A method behind a Lambda authoriser of its own. */
  guard(operation: string, authorizer: Record<string, unknown>, handler: Handler): this {
    return this.method(operation, {
      AuthorizationType: 'CUSTOM',
      AuthorizerId: this.authorizer(authorizer, handler),
    });
  }
}

const echo: Handler = (event) => ({ statusCode: 200, body: JSON.stringify(event) });

/** Allows what `resource` matches, the whole API unless said otherwise. */
export const anAllow = (more: Record<string, unknown> = {}, resource: string | string[] = '*') => ({
  principalId: 'app-1',
  policyDocument: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: resource }],
  },
  ...more,
});

export interface ProxyEvent {
  resource: string;
  path: string;
  httpMethod: string;
  headers: Record<string, string>;
  multiValueHeaders: Record<string, string[]>;
  queryStringParameters: Record<string, string> | null;
  multiValueQueryStringParameters: Record<string, string[]> | null;
  pathParameters: Record<string, string> | null;
  stageVariables: Record<string, string> | null;
  requestContext: Record<string, unknown> & { identity: Record<string, unknown>; authorizer?: Record<string, unknown> };
  body: string | null;
  isBase64Encoded: boolean;
}
