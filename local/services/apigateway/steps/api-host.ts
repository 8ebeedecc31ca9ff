import type { GatewayModel } from '../model/gateway-model';

const apiHost = /^([a-z0-9]+)\.execute-api\.[a-z0-9-]+\.amazonaws\.com$/;

/** Whether a host name is API Gateway's own for one API. */
export const isApiHost = (name: string): boolean => apiHost.test(name);

/** API and stage of a call to such a host, whose paths start with the stage. */
export function findStage({ apis }: GatewayModel, host: string, path: string) {
  const api = apis.get(apiHost.exec(host)?.[1] ?? '');
  const [, name = '', rest = ''] = /^\/([^/]*)(.*)$/s.exec(path) ?? [];
  const stage = api?.stages.get(name);
  return api?.answersOnOwnHost && stage ? { api, stage, path: rest || '/' } : undefined;
}
