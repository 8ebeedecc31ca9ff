/** A redacted access record as the operational bucket holds it, with every field that a stage logs. */
export const anAccessRecord = (over: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  record: 'access',
  api: 'hello-world',
  anonymous: false,
  requestId: crypto.randomUUID(),
  extendedRequestId: 'Zz1AbCdEfGhIjKl=',
  time: Date.parse('2026-01-31T10:15:30.123Z'),
  apiId: 'a1b2c3d4e5',
  stage: 'live',
  method: 'GET',
  route: '/Patient/{id}',
  protocol: 'HTTP/1.1',
  status: 200,
  responseLatency: 42,
  responseLength: 1234,
  integrationLatency: 40,
  mode: 'nhs-login-p9',
  application: '7f5c0c1e-4a8e-4b9a-9f5e-0a4d3c2b1a00',
  organisationType: 'gp-practice',
  ip: '[ip:5f2c9a]',
  userAgent: 'EMIS-Web/9.1.12.7',
  ...over,
});

export const hour = 'api=hello-world/year=2026/month=01/day=31/hour=10/';
export const key = `${hour}stream-1-2026-01-31-10-16-00-0a1b.gz`;
