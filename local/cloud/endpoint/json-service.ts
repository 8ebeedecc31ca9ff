import * as z from 'zod';
import { ServiceFailure } from '../faults/service-failure';
import { AccessDenied } from '../iam/access-control';
import type { Caller } from '../iam/caller';
import type { AwsResponse, AwsService } from './aws-service';

/** One operation of a service: checks its input, asks whether the caller may, answers JSON. */
export type JsonOperation = (input: unknown, caller: Caller) => unknown;

/** An operation whose input is checked first. */
export const operation =
  <Input>(input: z.ZodType<Input>, work: (input: Input, caller: Caller) => unknown): JsonOperation =>
  (raw, caller) =>
    work(input.parse(raw), caller);

/** A service that names its operation in `X-Amz-Target`: the AWS JSON 1.0 and 1.1 protocols. */
export function jsonService(operations: Readonly<Record<string, JsonOperation>>): AwsService {
  return {
    async answer({ headers, body, caller }) {
      const contentType = headers['content-type'] ?? 'application/x-amz-json-1.1';
      const name = headers['x-amz-target']?.split('.').at(-1) ?? '';
      try {
        const run = Object.hasOwn(operations, name) ? operations[name] : undefined;
        if (!run) throw new ServiceFailure('UnknownOperationException', `${name} is not run here`);
        const answer = await run(JSON.parse(body.toString() || '{}'), caller);
        return { status: 200, headers: { 'content-type': contentType }, body: JSON.stringify(answer ?? {}) };
      } catch (error) {
        return jsonError(error, contentType);
      }
    },
  };
}

/** The same for every JSON protocol; anything that is not known by name propagates. */
export function jsonError(error: unknown, contentType = 'application/x-amz-json-1.1'): AwsResponse {
  const failure = failureOf(error);
  if (!failure) throw error;
  const { code, message, status } = failure;
  return {
    status,
    headers: { 'content-type': contentType, 'x-amzn-errortype': code },
    body: JSON.stringify({ __type: code, message, Message: message }),
  };
}

export function failureOf(error: unknown): ServiceFailure | undefined {
  if (error instanceof ServiceFailure) return error;
  if (error instanceof AccessDenied) return new ServiceFailure('AccessDeniedException', error.message, 400);
  if (error instanceof z.ZodError) return new ServiceFailure('ValidationException', z.prettifyError(error), 400);
  return undefined;
}
