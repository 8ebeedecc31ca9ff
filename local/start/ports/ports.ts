/** What answers on a port of `npm start`. */
export const portNames = ['api', 'sandbox', 'portal', 'identity', 'aws', 'auth'] as const;
export type PortName = (typeof portNames)[number];
export type Ports = Readonly<Record<PortName, number>>;

/** As the contract counts them from `DIP_PORT`. */
export const portsFrom = (first: number): Ports => ({
  api: first,
  sandbox: first + 1,
  portal: first + 2,
  identity: first + 3,
  aws: first + 4,
  auth: first + 5,
});

export const urlOf = (port: number): string => `http://127.0.0.1:${port}`;
