import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import * as z from 'zod';
import { Failure } from '../../domain/failure';
import { logLine } from '../node/log-line';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html
const customResourceEvent = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  ResponseURL: z.url({ protocol: /^https?$/ }),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  ResourceType: z.string(),
  /** Absent on Create. */
  PhysicalResourceId: z.string().optional(),
  ResourceProperties: z.record(z.string(), z.unknown()),
  OldResourceProperties: z.record(z.string(), z.unknown()).optional(),
});
export type CustomResourceEvent = z.infer<typeof customResourceEvent>;

export interface CustomResourceOutcome {
  readonly physicalId: string;
  /** What templates read by `Fn::GetAtt`. */
  readonly data?: Readonly<Record<string, string>>;
}

/**
 * A Lambda handler behind `AWS::CloudFormation::CustomResource` that always answers CloudFormation, so that no stack
 * waits an hour for its time limit. A thrown `Failure` is told to whoever deploys; anything else is only logged.
 */
export function customResource(work: (event: CustomResourceEvent) => Promise<CustomResourceOutcome>) {
  return async (input: unknown): Promise<void> => {
    const event = customResourceEvent.parse(input);
    const { StackId, RequestId, LogicalResourceId } = event;
    const outcome = await outcomeOf(work, event);
    await put(event.ResponseURL, JSON.stringify({ StackId, RequestId, LogicalResourceId, ...outcome }));
  };
}

async function outcomeOf(work: Parameters<typeof customResource>[0], event: CustomResourceEvent) {
  try {
    const { physicalId, data } = await work(event);
    return { Status: 'SUCCESS', PhysicalResourceId: physicalId, Data: data ?? {} };
  } catch (error) {
    // A Create that failed is deleted by the rollback under this id, so that it takes away what that Create began.
    const physicalId = event.PhysicalResourceId ?? event.RequestId;
    return { Status: 'FAILED', PhysicalResourceId: physicalId, Reason: reasonOf(error, event) };
  }
}

// CloudFormation accepts 4,096 bytes in all; a character of English text is rarely more than one.
const longestReason = 3000;

function reasonOf(error: unknown, { RequestId, ResourceType }: CustomResourceEvent): string {
  if (error instanceof Failure) return error.message.slice(0, longestReason);
  const name = error instanceof Error ? error.name : typeof error;
  const message = error instanceof Error ? error.message : undefined;
  logLine('error', { message: 'custom resource failed', ResourceType, RequestId, name, detail: message });
  return `${ResourceType} failed. The provider's log has the cause under request ${RequestId}.`;
}

async function put(url: string, body: string, attemptsLeft = 3): Promise<void> {
  try {
    await putOnce(url, body);
  } catch (error) {
    if (attemptsLeft <= 1) throw error;
    await put(url, body, attemptsLeft - 1);
  }
}

function putOnce(url: string, body: string): Promise<void> {
  const send = url.startsWith('https:') ? httpsRequest : httpRequest;
  // The address is signed for an empty content type.
  const headers = { 'content-type': '', 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const request = send(url, { method: 'PUT', headers, timeout: 10_000 }, (response) => {
      response.resume();
      if ((response.statusCode ?? 500) < 300) response.on('end', resolve);
      else reject(new Error(`CloudFormation's address answered ${response.statusCode}`));
    });
    request.on('timeout', () => request.destroy(new Error("CloudFormation's address did not answer")));
    request.on('error', reject);
    request.end(body);
  });
}
