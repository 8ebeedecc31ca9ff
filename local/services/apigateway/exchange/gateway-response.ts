import { validateHeaderValue } from 'node:http';
import { own } from '../../../../domain/own';
import type { GatewayResponseSettings } from '../model/gateway-model';
import type { Exchange, GatewayReply } from './exchange';
import { GATEWAY_RESPONSES, type GatewayFailure } from './gateway-failure';
import { header } from './gateway-request';
import { fillTemplate, mappedValue } from './template';

const DEFAULT_TEMPLATES = { 'application/json': '{"message":$context.error.messageString}' };

/**
 * The answer that the gateway makes itself: as configured for its type, else as configured for DEFAULT_4XX or
 * DEFAULT_5XX, else API Gateway's own.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
 */
export function gatewayResponse(exchange: Exchange, failure: GatewayFailure): GatewayReply {
  const settings = findSettings(exchange, failure);
  const templates = settings && Object.keys(settings.templates).length > 0 ? settings.templates : DEFAULT_TEMPLATES;
  const [contentType, template] = chooseTemplate(templates, header(exchange.request, 'Accept'));
  const headers = new Map<string, readonly [string, string]>([
    ['content-type', ['Content-Type', contentType]],
    ['x-amzn-errortype', ['x-amzn-ErrorType', `${GATEWAY_RESPONSES[failure.type].error}Exception`]],
  ]);
  for (const [target, source] of Object.entries(settings?.parameters ?? {})) {
    const name = target.replace(/^gatewayresponse\.header\./, '');
    const value = mappedValue(source, exchange);
    if (value !== undefined && isHeaderValue(name, value)) headers.set(name.toLowerCase(), [name, value]);
  }
  return {
    status: settings?.statusCode ?? failure.status,
    headers: [...headers.values()],
    body: Buffer.from(fillTemplate(template, exchange)),
  };
}

function findSettings({ target }: Exchange, failure: GatewayFailure): GatewayResponseSettings | undefined {
  // "Customizing the default gateway response for 413 REQUEST_TOO_LARGE isn't currently supported":
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
  if (failure.type === 'REQUEST_TOO_LARGE') return undefined;
  const settings = target?.api.gatewayResponses;
  return settings?.get(failure.type) ?? settings?.get(failure.status >= 500 ? 'DEFAULT_5XX' : 'DEFAULT_4XX');
}

function chooseTemplate(templates: Readonly<Record<string, string>>, accept = ''): [string, string] {
  const accepted = accept.split(',').map((type) => type.split(';')[0]?.trim() ?? '');
  const types = [...accepted, 'application/json', ...Object.keys(templates)];
  const type = types.find((each) => Object.hasOwn(templates, each)) ?? 'application/json';
  return [type, own(templates, type) ?? ''];
}

function isHeaderValue(name: string, value: string): boolean {
  try {
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}
