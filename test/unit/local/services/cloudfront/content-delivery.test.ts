import { rmSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { aFunction, scratchFolder, startTestCloud, type TestCloud, writeAssembly } from '../../an-assembly';

const folder = scratchFolder();
let cloud: TestCloud;
let portal: string;

const allViewerExceptHostHeader = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';
const cachingDisabled = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const integration = (name: string) => ({
  Type: 'AWS_PROXY',
  IntegrationHttpMethod: 'POST',
  Uri: `arn:aws:apigateway:eu-west-2:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-2:000000000000:function:${name}/invocations`,
});
const behaviour = (TargetOriginId: string, more: object = {}) => ({
  TargetOriginId,
  CachePolicyId: cachingDisabled,
  ResponseHeadersPolicyId: { Ref: 'Headers' },
  ViewerProtocolPolicy: 'redirect-to-https',
  ...more,
});
const apiHost = { 'Fn::Join': ['', [{ Ref: 'Api' }, '.execute-api.eu-west-2.amazonaws.com']] };

const pageShape = z.looseObject({ headers: z.record(z.string(), z.string()), query: z.unknown() });

const stack = {
  name: 'test-Portal',
  code: {
    pages: `exports.handler = async ({ path, httpMethod, headers, multiValueQueryStringParameters, body, requestContext }) => ({
      statusCode: 200,
      multiValueHeaders: { 'content-type': ['application/json'], 'set-cookie': ['a=1', 'b=2'], 'x-frame-options': ['SAMEORIGIN'] },
      body: JSON.stringify({ path, httpMethod, headers, query: multiValueQueryStringParameters, body, whole: requestContext.path }),
    });`,
  },
  resources: {
    ...aFunction('pages'),
    Invoke: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        Action: 'lambda:InvokeFunction',
        FunctionName: { Ref: 'pages' },
        Principal: 'apigateway.amazonaws.com',
      },
    },
    Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'pages' } },
    Proxy: {
      Type: 'AWS::ApiGateway::Resource',
      Properties: {
        RestApiId: { Ref: 'Api' },
        ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
        PathPart: '{proxy+}',
      },
    },
    Method: {
      Type: 'AWS::ApiGateway::Method',
      Properties: {
        RestApiId: { Ref: 'Api' },
        ResourceId: { Ref: 'Proxy' },
        HttpMethod: 'ANY',
        AuthorizationType: 'NONE',
        ApiKeyRequired: true,
        Integration: integration('pages'),
      },
    },
    Deployment: {
      Type: 'AWS::ApiGateway::Deployment',
      Properties: { RestApiId: { Ref: 'Api' } },
      DependsOn: ['Method'],
    },
    Stage: {
      Type: 'AWS::ApiGateway::Stage',
      Properties: { RestApiId: { Ref: 'Api' }, DeploymentId: { Ref: 'Deployment' }, StageName: 'live' },
    },
    Key: { Type: 'AWS::ApiGateway::ApiKey', Properties: { Enabled: true, Value: 'only-cloudfront-knows-this' } },
    Plan: {
      Type: 'AWS::ApiGateway::UsagePlan',
      Properties: { ApiStages: [{ ApiId: { Ref: 'Api' }, Stage: { Ref: 'Stage' } }] },
    },
    PlanKey: {
      Type: 'AWS::ApiGateway::UsagePlanKey',
      Properties: { KeyId: { Ref: 'Key' }, KeyType: 'API_KEY', UsagePlanId: { Ref: 'Plan' } },
    },
    Files: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'files' } },
    Readers: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        Bucket: { Ref: 'Files' },
        PolicyDocument: {
          Statement: {
            Effect: 'Allow',
            Principal: { Service: 'cloudfront.amazonaws.com' },
            Action: 's3:GetObject',
            Resource: 'arn:aws:s3:::files/assets/*',
            Condition: {
              StringEquals: {
                'AWS:SourceArn': {
                  'Fn::Join': ['', ['arn:aws:cloudfront::000000000000:distribution/', { Ref: 'Front' }]],
                },
              },
            },
          },
        },
      },
    },
    Control: {
      Type: 'AWS::CloudFront::OriginAccessControl',
      Properties: { OriginAccessControlConfig: { SigningBehavior: 'always' } },
    },
    Headers: {
      Type: 'AWS::CloudFront::ResponseHeadersPolicy',
      Properties: {
        ResponseHeadersPolicyConfig: {
          Name: 'headers',
          SecurityHeadersConfig: {
            FrameOptions: { FrameOption: 'DENY', Override: false },
            ContentTypeOptions: { Override: true },
          },
        },
      },
    },
    Front: {
      Type: 'AWS::CloudFront::Distribution',
      Properties: {
        DistributionConfig: {
          Enabled: true,
          Origins: [
            {
              Id: 'pages',
              DomainName: apiHost,
              OriginPath: '/live',
              CustomOriginConfig: { OriginProtocolPolicy: 'https-only' },
              OriginCustomHeaders: [{ HeaderName: 'x-api-key', HeaderValue: 'only-cloudfront-knows-this' }],
            },
            {
              Id: 'files',
              DomainName: { 'Fn::GetAtt': ['Files', 'RegionalDomainName'] },
              OriginAccessControlId: { Ref: 'Control' },
            },
          ],
          DefaultCacheBehavior: behaviour('pages', {
            AllowedMethods: ['GET', 'HEAD', 'POST'],
            OriginRequestPolicyId: allViewerExceptHostHeader,
          }),
          CacheBehaviors: [
            behaviour('files', { PathPattern: '/assets/*' }),
            behaviour('files', { PathPattern: '/private/*' }),
            behaviour('pages', { PathPattern: '/plain/*' }),
          ],
        },
      },
    },
  },
};

beforeAll(async () => {
  cloud = await startTestCloud(folder);
  portal = cloud.url.replace(/\d+$/, (port) => String(Number(port) - 2));
  await cloud.deploy(writeAssembly(join(folder, 'assembly'), [stack]));
  const objects = cloud.services.s3.buckets.get('files').objects;
  const record = {
    contentType: 'text/css',
    cacheControl: 'immutable',
    metadata: {},
    lastModified: new Date().toISOString(),
  };
  for (const key of ['assets/a.css', 'private/a.css']) objects.put({ ...record, key }, Buffer.from('body{}'));
});
afterAll(async () => {
  await cloud.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('a page comes from its API with cookies, query, headers and body as they were sent, and without the stage', async () => {
  const response = await fetch(`${portal}/sign-in?next=%2Fa&x=1`, {
    method: 'POST',
    headers: { cookie: 's=1', 'x-api-key': 'forged', 'user-agent': 'test' },
    body: 'name=Grace',
  });
  const page = pageShape.parse(await response.json());
  expect(page).toMatchObject({ path: '/sign-in', whole: '/live/sign-in', httpMethod: 'POST', body: 'name=Grace' });
  expect(page.query).toEqual({ next: ['/a'], x: ['1'] });
  expect(page.headers).toMatchObject({
    cookie: 's=1',
    'user-agent': 'test',
    'x-api-key': 'only-cloudfront-knows-this',
  });
  expect(page.headers.Host).toMatch(/\.execute-api\.eu-west-2\.amazonaws\.com$/);
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
});

test('without an origin request policy no cookie and no query passes', async () => {
  const response = await fetch(`${portal}/plain/page?x=1`, { headers: { cookie: 's=1' } });
  const page = pageShape.parse(await response.json());
  expect(page.query).toBeNull();
  expect(page.headers.cookie).toBeUndefined();
});

test('the policy’s headers are added, in place of the origin’s only where it says so', async () => {
  const { headers } = await fetch(`${portal}/page`);
  expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect((await fetch(`${portal}/assets/a.css`)).headers.get('x-frame-options')).toBe('DENY');
});

test('a static file comes from the private bucket, as far as the bucket lets this distribution', async () => {
  const file = await fetch(`${portal}/assets/a.css`);
  expect([file.status, await file.text()]).toEqual([200, 'body{}']);
  expect(Object.fromEntries(file.headers)).toMatchObject({ 'content-type': 'text/css', 'cache-control': 'immutable' });
  expect((await fetch(`${portal}/private/a.css`)).status).toBe(403);
  expect((await fetch(`${portal}/assets/none.css`)).status).toBe(403);
});

test('a method that the behaviour does not allow is refused', async () => {
  expect((await fetch(`${portal}/page`, { method: 'DELETE' })).status).toBe(403);
  expect((await fetch(`${portal}/assets/a.css`, { method: 'POST' })).status).toBe(403);
});

test('the API refuses who comes another way than through CloudFront', async () => {
  const host = cloud.services.cloudfront.delivery.distribution?.Origins[0]?.DomainName ?? '';
  const { port } = new URL(cloud.url);
  const status = (headers: Record<string, string>) =>
    new Promise((resolve, reject) => {
      const call = request({ port, path: '/live/page', headers: { host, ...headers } }, async (answer) => {
        await text(answer);
        resolve(answer.statusCode);
      });
      call.on('error', reject).end();
    });
  expect(await status({})).toBe(403);
  expect(await status({ 'x-api-key': 'forged-forged-forged-forged' })).toBe(403);
  expect(await status({ 'x-api-key': 'only-cloudfront-knows-this' })).toBe(200);
});
