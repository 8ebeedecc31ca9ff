import { portsFrom, urlOf } from './ports/ports';
import { firstPort } from './start-options';

/** The AWS endpoint of the platform on this machine, as `DIP_PORT` places it. */
export const localEndpoint = (): string => urlOf(portsFrom(firstPort(process.env.DIP_PORT)).aws);
