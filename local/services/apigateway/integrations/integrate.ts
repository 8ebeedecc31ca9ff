import type { Call, GatewayReply } from '../exchange/exchange';
import { GatewayFailure } from '../exchange/gateway-failure';
import type { GatewayNeeds } from '../model/gateway-needs';
import { proxyHttp } from './http-proxy';
import { makeLambdaProxy } from './lambda-proxy';
import { answerMock } from './mock';

export const INTEGRATION_TYPES: readonly string[] = ['AWS_PROXY', 'HTTP_PROXY', 'MOCK'];

export function makeIntegrate(needs: Pick<GatewayNeeds, 'invoke' | 'warn'>) {
  const proxyLambda = makeLambdaProxy(needs);
  return async (call: Call): Promise<GatewayReply> => {
    const { type } = call.route.method.integration;
    if (type === 'AWS_PROXY') return proxyLambda(call);
    if (type === 'HTTP_PROXY') return proxyHttp(call);
    if (type === 'MOCK') return answerMock(call);
    throw new GatewayFailure('API_CONFIGURATION_ERROR');
  };
}
