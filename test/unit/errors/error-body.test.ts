import { errorFormat } from '../../../domain/api-definition/api-definition';
import { errorBody } from '../../../domain/errors/error-body';
import { errorCodes } from '../../../domain/errors/error-code';
import { errorResponse, Refusal } from '../../../domain/errors/refusal';

const denied = { code: 'ACCESS_DENIED', diagnostics: 'Missing Authorization header', requestId: 'id-1' } as const;

test('a FHIR API answers with an OperationOutcome that existing clients read', () => {
  const { contentType, body } = errorBody('fhir', denied);
  expect(contentType).toBe('application/fhir+json');
  expect(JSON.parse(body)).toEqual({
    resourceType: 'OperationOutcome',
    issue: [
      {
        severity: 'error',
        code: 'forbidden',
        details: {
          coding: [
            {
              system: 'https://fhir.nhs.uk/R4/CodeSystem/Spine-ErrorOrWarningCode',
              version: '1',
              code: 'ACCESS_DENIED',
              display: 'Access Denied - Unauthorised',
            },
          ],
        },
        diagnostics: 'Missing Authorization header',
      },
    ],
  });
});

test('an API with problem details answers as RFC 9457 says', () => {
  const { contentType, body } = errorBody('problem', denied);
  expect(contentType).toBe('application/problem+json');
  expect(JSON.parse(body)).toMatchObject({
    title: 'Access Denied - Unauthorised',
    status: 401,
    detail: denied.diagnostics,
  });
});

test('an OAuth-like API answers with error, description and message id', () => {
  const { contentType, body } = errorBody('oauth', denied);
  expect(contentType).toBe('application/json');
  expect(JSON.parse(body)).toEqual({
    error: 'invalid_token',
    error_description: denied.diagnostics,
    message_id: 'id-1',
  });
});

test('a JSON:API answers with a list of errors whose status is text', () => {
  const { contentType, body } = errorBody('json-api', denied);
  expect(contentType).toBe('application/vnd.api+json');
  expect(JSON.parse(body).errors).toEqual([
    expect.objectContaining({ id: 'id-1.0', status: '401', code: 'ACCESS_DENIED', detail: denied.diagnostics }),
  ]);
});

test.each(errorFormat.options)("the gateway's placeholders and awkward text survive in the format %s", (format) => {
  for (const code of Object.keys(errorCodes) as (keyof typeof errorCodes)[]) {
    const diagnostics = 'a "quoted" line\nand another';
    const { body } = errorBody(format, { code, diagnostics, requestId: '$context.requestId' });
    expect(JSON.stringify(JSON.parse(body))).toContain(JSON.stringify(diagnostics));
    if (format !== 'fhir') expect(body).toContain('$context.requestId');
  }
});

test('what is no Refusal is answered without its cause', () => {
  const response = errorResponse('problem', new Error('password is hunter2'), 'id-1');
  expect(response.status).toBe(500);
  expect(Buffer.from(response.body ?? []).toString()).not.toContain('hunter2');
});

test('a Refusal may have a status of its own', () => {
  const refusal = new Refusal({ code: 'UNKNOWN_ERROR', status: 501, diagnostics: 'x' }, [['Retry-After', '5']]);
  const response = errorResponse('fhir', refusal, 'id-1');
  expect(response.status).toBe(501);
  expect(response.headers).toContainEqual(['Retry-After', '5']);
});
