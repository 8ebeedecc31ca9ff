import { own } from '../../../../domain/own';
import { contextVariables } from './context-variables';
import type { Exchange } from './exchange';
import { header } from './gateway-request';

const CONTEXT = /\$(context\.[\w-]+(?:\.[\w-]+)*)/g;
const ANY_VARIABLE =
  /\$(context\.[\w-]+(?:\.[\w-]+)*|stageVariables\.\w+|method\.request\.(?:header|querystring|path)\.[\w-]+)/g;

/** Fills in the body template of a gateway response, which is not VTL; what is not set becomes empty. */
export const fillTemplate = (template: string, exchange: Exchange): string =>
  substitute(template, { exchange, variables: ANY_VARIABLE, unset: '' });

/** Fills in an access-log format: `$context` only, `-` where a variable is not set. */
export const fillLogFormat = (format: string, exchange: Exchange): string =>
  substitute(format, { exchange, variables: CONTEXT, unset: '-' });

/**
 * Values are escaped as inside a JSON string, so that a caller cannot add members to an answer or to a log record, and
 * substituted in one pass, so that a value cannot name another variable.
 */
function substitute(template: string, options: { exchange: Exchange; variables: RegExp; unset: string }): string {
  return template.replaceAll(options.variables, (_match, name: string) => {
    const value = mappedValue(name, options.exchange);
    if (value === undefined) return options.unset;
    return name === 'context.error.messageString' ? value : JSON.stringify(value).slice(1, -1);
  });
}

/** What a mapping expression such as `'static'`, `context.requestId` or `method.request.header.X` stands for. */
export function mappedValue(expression: string, exchange: Exchange): string | undefined {
  const [place = '', ...rest] = expression.split('.');
  const literal = /^'(.*)'$/s.exec(expression);
  if (literal) return literal[1];
  if (place === 'context') return contextVariables(exchange).get(rest.join('.'));
  if (place === 'stageVariables') return own(exchange.target?.stage.variables, rest.join('.'));
  return requestParameter(exchange, expression);
}

/** The value of `method.request.header.X`, `.querystring.X` or `.path.X`; of several values the last. */
export function requestParameter(exchange: Exchange, source: string): string | undefined {
  const [, place, name = ''] = /^method\.request\.(header|querystring|path)\.(.+)$/.exec(source) ?? [];
  if (place === 'header') return header(exchange.request, name);
  if (place === 'querystring') return exchange.request.query.get(name)?.at(-1);
  return place === 'path' ? own(exchange.pathParameters, name) : undefined;
}
