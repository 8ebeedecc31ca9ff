import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConditionalCheckFailedException, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { awsClient } from '../../../adapters/aws/clients/aws-client';
import { Unavailable } from '../../../domain/unavailable';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** DynamoDB as this listener answers it. */
async function aDynamo(answer: RequestListener) {
  let calls = 0;
  const server = createServer((request, response) => {
    calls += 1;
    answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = aClientOf((server.address() as AddressInfo).port);
  open.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { client, calls: () => calls };
}

function aClientOf(port: number) {
  const client = awsClient(
    DynamoDBClient,
    { within: 150 },
    {
      region: 'eu-west-2',
      endpoint: `http://127.0.0.1:${port}`,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    },
  );
  open.push(() => client.destroy());
  return client;
}

const answers =
  (status: number, type: string): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify({ __type: type, message: 'in words that nobody else should see' }));
  };

const put = (client: DynamoDBClient) => client.send(new PutItemCommand({ TableName: 't', Item: { id: { S: 'x' } } }));

test.each([
  ['an internal error', answers(500, 'InternalServerError')],
  ['a throttle', answers(400, 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException')],
  ['a connection that breaks', ((request) => request.socket.destroy()) as RequestListener],
  ['no answer at all', (() => undefined) as RequestListener],
])('%s is tried again, and then told as an outage', async (_case, answer) => {
  const { client, calls } = await aDynamo(answer);
  const error = await put(client).catch((one: unknown) => one);
  expect(error).toBeInstanceOf(Unavailable);
  expect(String(error)).not.toContain('in words');
  expect(calls()).toBe(2);
});

test('so is a service that is not there', async () => {
  await expect(put(aClientOf(1))).rejects.toBeInstanceOf(Unavailable);
});

test('a refusal or a mistake of ours is no outage', async () => {
  for (const type of ['AccessDeniedException', 'ValidationException', 'ResourceNotFoundException']) {
    const { client } = await aDynamo(answers(400, type));
    await expect(put(client)).rejects.toMatchObject({ name: type });
  }
});

test('a condition that does not hold keeps its own error, through the document client too', async () => {
  const { client } = await aDynamo(answers(400, 'ConditionalCheckFailedException'));
  const documents = DynamoDBDocumentClient.from(client);
  const command = new PutCommand({ TableName: 't', Item: { id: 'x' } });
  await expect(documents.send(command)).rejects.toBeInstanceOf(ConditionalCheckFailedException);
  const down = DynamoDBDocumentClient.from((await aDynamo(answers(500, 'InternalServerError'))).client);
  await expect(down.send(command)).rejects.toBeInstanceOf(Unavailable);
});
