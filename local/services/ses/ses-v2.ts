import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Clock } from '../../../domain/ports';
import type { AwsService } from '../../cloud/endpoint/aws-service';
import { type JsonOperation, jsonError, operation } from '../../cloud/endpoint/json-service';
import { ServiceFailure } from '../../cloud/faults/service-failure';
import type { Caller } from '../../cloud/iam/caller';
import type { Identities } from './identities';
import type { Outbox } from './outbox';
import type { SendingAccount } from './sending-account';

interface Needs {
  readonly outbox: Outbox;
  readonly identities: Identities;
  readonly account: SendingAccount;
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

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetAccount.html */
function describe({ isInProduction, isSending, mostADay }: SendingAccount, caller: Caller) {
  caller.authorize('ses:GetAccount', '*');
  return {
    ProductionAccessEnabled: isInProduction,
    SendingEnabled: isSending,
    SendQuota: { Max24HourSend: mostADay, MaxSendRate: 14, SentLast24Hours: 0 },
  };
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString() || '{}');
  } catch {
    throw new ServiceFailure('SerializationException', 'the body is no JSON');
  }
}

/** Amazon SES, version 2: what it is asked to send lies in the outbox. */
export function sesV2({ outbox, identities, account, clock }: Needs): AwsService {
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
    if (!account.isSending) throw new ServiceFailure('SendingPausedException', 'Sending is paused for this account.');
    if (!account.isInProduction && !identities.identityOf(to)) {
      throw new ServiceFailure('MessageRejected', `Email address is not verified. ${to}`);
    }
    outbox.send({ to, subject: Subject.Data, text: Body.Text.Data, sentAt: clock.now() });
    return { MessageId: randomUUID() };
  });
  const routes: ReadonlyMap<string, JsonOperation> = new Map([
    ['POST /v2/email/outbound-emails', send],
    ['GET /v2/email/account', (_input, caller) => describe(account, caller)],
  ]);
  return {
    async answer({ method, path, body, caller }) {
      try {
        const run = routes.get(`${method} ${path}`);
        if (!run) throw new ServiceFailure('NotFoundException', `${method} ${path} is not run here`, 404);
        return { status: 200, body: JSON.stringify(await run(jsonOf(body), caller)) };
      } catch (error) {
        return jsonError(error);
      }
    },
  };
}
