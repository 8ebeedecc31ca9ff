/** What answers on a port of `npm start`. */
export const portNames = ['api', 'sandbox', 'portal', 'identity', 'aws', 'auth'] as const;
export type PortName = (typeof portNames)[number];
export type Ports = Readonly<Record<PortName, number>>;

/** As they are counted from the first. */
export const portsFrom = (first: number): Ports => ({
  api: first,
  sandbox: first + 1,
  portal: first + 2,
  identity: first + 3,
  aws: first + 4,
  auth: first + 5,
});

/** The first of the six ports, as `DIP_PORT` names it. */
export function firstPort(text = '8080'): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port <= 65_530) return port;
  throw new Error(`DIP_PORT must be a port from 1 to 65530, not ${text}`);
}

export const urlOf = (port: number): string => `http://127.0.0.1:${port}`;

/** The AWS endpoint of the platform on this machine, as `DIP_PORT` places it. */
export const localEndpoint = (port?: string): string => urlOf(portsFrom(firstPort(port)).aws);

/** The access key id of who runs the platform on this machine. Its secret access key is the control token. */
export const localAdmin = 'local-admin';

/** Team of the portal on this machine that decides who may call its APIs. */
export const publishersTeam = 'local-publishers';
