import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Clock } from '../../../domain/ports';
import type { AwsService } from '../../cloud/endpoint/aws-service';
import { jsonError, operation } from '../../cloud/endpoint/json-service';
import { ServiceFailure } from '../../cloud/faults/service-failure';
import type { Identities } from './identities';
import type { Outbox } from './outbox';

interface Needs {
  readonly outbox: Outbox;
  readonly identities: Identities;
  readonly clock: Clock;
}

const address = z.string().regex(/^[^\s@]+@[^\s@]+$/, 'an address');
const content = z.object({ Data: z.string().min(1) });

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html, plain text to one address. */
const sendEmail = z.object({
  FromEmailAddress: address,
  ConfigurationSetName: z.string().optional(),
  Destination: z.object({ ToAddresses: z.array(address).length(1) }),
  Content: z.object({
    Simple: z.object({
      Subject: content.extend({ Data: z.string().regex(/^[^\r\n]+$/, 'one line') }),
      Body: z.object({ Text: content }),
    }),
  }),
});

/** Amazon SES, version 2: what it is asked to send lies in the outbox. */
export function sesV2({ outbox, identities, clock }: Needs): AwsService {
  const send = operation(sendEmail, (input, caller) => {
    const { FromEmailAddress: from, ConfigurationSetName: set } = input;
    const identity = identities.identityOf(from);
    if (!identity) throw new ServiceFailure('MessageRejected', 'Email address is not verified.');
    caller.authorize('ses:SendEmail', identity, { 'ses:FromAddress': from });
    if (set !== undefined) {
      const known = identities.configurationSet(set);
      if (!known) throw new ServiceFailure('NotFoundException', `Configuration set <${set}> does not exist.`, 404);
      caller.authorize('ses:SendEmail', known, { 'ses:FromAddress': from });
    }
    const { Subject, Body } = input.Content.Simple;
    const [to = ''] = input.Destination.ToAddresses;
    outbox.send({ to, subject: Subject.Data, text: Body.Text.Data, sentAt: clock.now() });
    return { MessageId: randomUUID() };
  });
  return {
    async answer({ method, path, body, caller }) {
      try {
        if (method !== 'POST' || path !== '/v2/email/outbound-emails') {
          throw new ServiceFailure('NotFoundException', `${method} ${path} is not run here`, 404);
        }
        return { status: 200, body: JSON.stringify(await send(JSON.parse(body.toString()), caller)) };
      } catch (error) {
        return jsonError(error);
      }
    },
  };
}
