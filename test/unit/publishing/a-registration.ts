import { makeCountSubscribers } from '../../../domain/applications/count-subscribers';
import { makePassOnApi } from '../../../domain/applications/pass-on-api';
import type { GoLiveRecord } from '../../../domain/publishing/go-live/go-live-record';
import type { PublicationGround } from '../../../domain/publishing/publication-rules';
import { makeRegisterApi } from '../../../domain/publishing/register-api';
import { makeWithdrawApi } from '../../../domain/publishing/withdraw-api';
import { makeProvideRegistration } from '../../../lambdas/registrar/provide-registration';
import { aClock, aDefinition } from '../../builders';
import { MemoryApplicationStore } from '../../memory/memory-application-store';
import { MemoryPublishedDocuments } from '../../memory/memory-published-documents';
import { MemoryRegistryStore } from '../../memory/memory-registry-store';
import { MemoryRevisedRows } from '../../memory/memory-revised-rows';
import { MemorySubscribers } from '../../memory/memory-subscribers';
import { MemoryUsageKeys } from '../../memory/memory-usage-keys';

const document = {
  openapi: '3.0.3',
  info: { title: 'Wards', version: '1.2.3' },
  'x-nhsd-apim': { target: { url: 'https://secret-backend.example' } },
  paths: { '/Ward': { get: { responses: { '200': { description: 'ok' } } } } },
};

/** As CloudFormation sends them. */
export const properties = (overrides: Record<string, unknown> = {}): Record<string, unknown> => ({
  ServiceToken: 'arn:aws:lambda:eu-west-2:000000000000:function:registrar',
  Api: 'wards',
  BasePath: '/wards',
  Definition: { Bucket: 'assets', Key: 'definition.json' },
  Document: { Bucket: 'assets', Key: 'document.json' },
  RestApiId: 'abc123',
  Stage: 'live',
  UsagePlanId: 'plan-1',
  Publisher: JSON.stringify({ organisation: 'NHS England', thirdParty: false }),
  Anonymous: 'false',
  LogRetentionHours: '2160',
  TargetUrl: 'https://backend.example',
  GoLive: '',
  ...overrides,
});

/** A registrar over memory; the definition that it finds in the bucket can be changed. */
export function aRegistrar(environment: Partial<PublicationGround> = {}, quotas = {}) {
  const registry = new MemoryRegistryStore();
  const goLives = new MemoryRevisedRows<GoLiveRecord>();
  const documents = new MemoryPublishedDocuments();
  const clock = aClock();
  let requests = 0;
  const assets = new Map<string, unknown>([
    ['definition.json', aDefinition()],
    ['document.json', document],
  ]);
  const applications = new MemoryApplicationStore();
  const usageKeys = new MemoryUsageKeys(quotas);
  const subscribers = new MemorySubscribers(() => applications.list());
  const register = makeRegisterApi({
    registry,
    documents,
    goLives,
    passOn: makePassOnApi({ applications, subscribers, clock }),
    countSubscribers: makeCountSubscribers({ subscribers, applications, usageKeys }),
    readAsset: async ({ Key }) => assets.get(Key),
    clock,
    environment: {
      production: false,
      allowHttpTargets: false,
      firstParty: ['wards', 'other'],
      apiUrl: 'https://api.example',
      sandboxUrl: 'https://sandbox.api.example',
      ...environment,
    },
  });
  const provide = makeProvideRegistration({ register, withdraw: makeWithdrawApi({ registry, documents, register }) });
  const send = (
    RequestType: 'Create' | 'Update' | 'Delete',
    { stack = 'stack-wards', ...overrides }: Record<string, unknown> & { readonly stack?: string } = {},
    physicalId?: string,
    old?: Record<string, unknown>,
  ) =>
    provide({
      RequestType,
      StackId: stack,
      RequestId: `request-${++requests}`,
      PhysicalResourceId: physicalId,
      ResourceProperties: properties(overrides),
      ...(old && { OldResourceProperties: properties(old) }),
    });
  return {
    registry,
    goLives,
    applications,
    usageKeys,
    documents,
    clock,
    send,
    provide,
    define: (definition: unknown) => assets.set('definition.json', definition),
  };
}
