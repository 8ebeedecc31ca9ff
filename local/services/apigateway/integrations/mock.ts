import type { Call, GatewayReply } from '../exchange/exchange';
import { GatewayFailure } from '../exchange/gateway-failure';
import { fillTemplate, mappedValue } from '../exchange/template';
import { withContentType } from './proxy-response';

/**
 * Answers from the integration response for the status in the request template. Templates are filled in, not run as
 * VTL: the provider warns of those that would need it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html
 */
export function answerMock(call: Call): GatewayReply {
  const { requestTemplates, responses } = call.route.method.integration;
  const template = requestTemplates['application/json'] ?? Object.values(requestTemplates)[0] ?? '';
  const wanted = /"?statusCode"?\s*:\s*"?(\d{3})/.exec(template)?.[1];
  const response =
    responses.find(
      ({ selectionPattern }) => selectionPattern && new RegExp(`^(?:${selectionPattern})$`).test(wanted ?? ''),
    ) ?? responses.find(({ selectionPattern }) => !selectionPattern);
  if (!wanted || !response) throw new GatewayFailure('API_CONFIGURATION_ERROR');
  call.integration = { latency: 0, integrationStatus: Number(wanted), status: Number(wanted) };
  const [contentType, body] = Object.entries(response.templates)[0] ?? ['application/json', ''];
  const headers = Object.entries(response.parameters).flatMap(([name, source]): [string, string][] => {
    const value = mappedValue(source, call);
    return value === undefined ? [] : [[name.replace(/^method\.response\.header\./, ''), value]];
  });
  return {
    status: response.statusCode,
    headers: withContentType(body ? [['Content-Type', contentType], ...headers] : headers),
    body: Buffer.from(fillTemplate(body, call)),
  };
}
