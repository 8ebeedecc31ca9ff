import * as z from 'zod';
import { ServiceFailure } from '../../cloud/faults/service-failure';
import type { LambdaRuntime } from '../../cloud/lambda/lambda-runtime';
import type { MailRequest, MailWords } from './user-pool';

interface Needs {
  readonly region: string;
  readonly runtime: Pick<LambdaRuntime, 'invoke'>;
}

const answered = z.object({
  response: z.object({ emailSubject: z.string().nullish(), emailMessage: z.string().nullish() }),
});

const millis = 5_000;

/** Asks a pool's custom message trigger; Cognito waits five seconds and sends nothing where it fails. */
export const makeWordMail =
  ({ region, runtime }: Needs) =>
  async ({ settings, user, occasion, clientMetadata }: MailRequest): Promise<Partial<MailWords>> => {
    const { customMessage, arn, id } = settings;
    if (!customMessage) return {};
    const outcome = await runtime.invoke({
      functionArn: customMessage,
      principal: { kind: 'service', name: 'cognito-idp.amazonaws.com' },
      sourceArn: arn,
      timeoutMillis: millis,
      payload: {
        version: '1',
        triggerSource: `CustomMessage_${occasion}`,
        region,
        userPoolId: id,
        userName: user.id,
        request: {
          userAttributes: { sub: user.id, email: user.email, name: user.name },
          codeParameter: '{####}',
          usernameParameter: null,
          ...(clientMetadata && { clientMetadata }),
        },
        response: { smsMessage: null, emailMessage: null, emailSubject: null },
      },
    });
    if (outcome.outcome !== 'answered') {
      throw new ServiceFailure('UserLambdaValidationException', 'CustomMessage failed.');
    }
    const { emailSubject, emailMessage } = answered.parse(outcome.payload).response;
    return { ...(emailSubject && { subject: emailSubject }), ...(emailMessage && { text: emailMessage }) };
  };
