import type { ServerHealth } from '../../../../domain/oauth/endpoints/check-server-health';
import { Unavailable } from '../../../../domain/unavailable';
import { aTokenEndpoint, bindings, monitoringKey, providers, type TokenEndpoint } from '../token-endpoint';

let endpoint: TokenEndpoint;
beforeEach(async () => {
  endpoint = await aTokenEndpoint();
});
afterEach(() => jest.restoreAllMocks());

const status = async (headers: Record<string, string> = { apikey: monitoringKey }) => {
  const response = await endpoint.app.request('/_status', { headers }, bindings);
  return { status: response.status, body: (await response.json()) as Partial<ServerHealth> };
};
const check = (status: string, links = {}) => ({ status, timeout: 'false', outcome: expect.any(String), links });

describe('_status', () => {
  test.each([{}, { apikey: 'guess' }, { apikey: '' }])('opens to the monitoring key only: %j', async (headers) => {
    expect(await status(headers as Record<string, string>)).toEqual({
      status: 401,
      body: {
        error: 'Access Denied',
        error_description: 'Invalid api key for _status monitoring endpoint',
        message_id: 'gateway-request-1',
      },
    });
  });

  test('passes while everything answers', async () => {
    expect(await status()).toEqual({
      status: 200,
      body: {
        status: 'pass',
        checks: {
          applications: check('pass'),
          'signing-key': check('pass'),
          'nhs-cis2': check('pass', { self: providers['nhs-cis2'].jwksUri }),
          'nhs-login': check('pass', { self: providers['nhs-login'].jwksUri }),
        },
      },
    });
  });

  test('warns while the keys of one identity provider cannot be read', async () => {
    endpoint.fetchKeySet.mockImplementation(async (uri) => {
      if (uri === providers['nhs-login'].jwksUri) throw new Error('connect ECONNREFUSED 10.0.0.1');
      return endpoint.upstream.jwks;
    });
    const { body } = await status();
    expect(body.status).toBe('warn');
    expect([body.checks?.['nhs-login']?.status, body.checks?.['nhs-cis2']?.status]).toEqual(['fail', 'pass']);
    expect(JSON.stringify(body)).not.toContain('10.0.0.1');
    expect(endpoint.faults).toHaveLength(1);
  });

  test('tells one that is too slow', async () => {
    endpoint.fetchKeySet.mockRejectedValue(new DOMException('The operation timed out', 'TimeoutError'));
    expect((await status()).body.checks?.['nhs-cis2']?.timeout).toBe('true');
  });

  test('fails without the applications table, and without the key that signs', async () => {
    jest.spyOn(endpoint.applications, 'find').mockRejectedValue(new Unavailable('gone'));
    expect((await status()).body).toMatchObject({ status: 'fail', checks: { applications: { status: 'fail' } } });
    jest.restoreAllMocks();
    jest.spyOn(endpoint.signer, 'sign').mockRejectedValueOnce(new Unavailable('gone'));
    expect((await status()).body).toMatchObject({ status: 'fail', checks: { 'signing-key': { status: 'fail' } } });
    expect((await status()).body.status).toBe('pass');
  });
});
