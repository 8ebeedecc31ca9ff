import type { Exchange } from './exchange/exchange';
import { fillLogFormat } from './exchange/template';
import type { GatewayNeeds } from './model/gateway-needs';

/**
 * One line in the stage's format for each exchange that reached a stage, gateway errors and clients that left included.
 * `$context` holds no body, no query and of the headers only the user agent.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 */
export const makeLogAccess =
  (needs: Pick<GatewayNeeds, 'putAccessLog' | 'warn'>) =>
  async (exchange: Exchange): Promise<void> => {
    const settings = exchange.target?.stage.accessLog;
    if (!settings) return;
    const line = fillLogFormat(settings.format, exchange)
      .replaceAll(/[\r\n]+/g, ' ')
      .trim();
    try {
      await needs.putAccessLog(settings.destinationArn, line);
    } catch (error) {
      needs.warn(`an access-log line was not delivered: ${error instanceof Error ? error.name : 'unknown error'}`);
    }
  };
