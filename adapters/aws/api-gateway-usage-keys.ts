import {
  type APIGatewayClient,
  ConflictException,
  CreateApiKeyCommand,
  CreateUsagePlanKeyCommand,
  DeleteApiKeyCommand,
  DeleteUsagePlanKeyCommand,
  LimitExceededException,
  NotFoundException,
} from '@aws-sdk/client-api-gateway';
import * as z from 'zod';
import type { UsageKey } from '../../domain/applications/usage-key-of';
import type { PlanMember, UsageKeys } from '../../domain/applications/usage-keys';

const created = z.object({ id: z.string(), value: z.string() });

/** API keys of API Gateway, which only its usage plans and the authoriser ever see. */
export class ApiGatewayUsageKeys implements UsageKeys {
  readonly #apiGateway: APIGatewayClient;

  constructor(apiGateway: APIGatewayClient) {
    this.#apiGateway = apiGateway;
  }

  async create(applicationId: string): Promise<UsageKey | undefined> {
    try {
      const answer = await this.#apiGateway.send(new CreateApiKeyCommand({ name: applicationId, enabled: true }));
      const { id, value } = created.parse(answer);
      return { reference: id, value };
    } catch (error) {
      if (error instanceof LimitExceededException) return undefined;
      throw error;
    }
  }

  async join({ reference, plan }: PlanMember): Promise<boolean> {
    const input = { usagePlanId: plan, keyId: reference, keyType: 'API_KEY' };
    try {
      await this.#apiGateway.send(new CreateUsagePlanKeyCommand(input));
      return true;
    } catch (error) {
      if (error instanceof LimitExceededException) return false;
      // It is in the plan already.
      if (error instanceof ConflictException) return true;
      throw error;
    }
  }

  async leave({ reference, plan }: PlanMember): Promise<void> {
    await unlessGone(this.#apiGateway.send(new DeleteUsagePlanKeyCommand({ usagePlanId: plan, keyId: reference })));
  }

  async remove(reference: string): Promise<void> {
    await unlessGone(this.#apiGateway.send(new DeleteApiKeyCommand({ apiKey: reference })));
  }
}

async function unlessGone(answer: Promise<unknown>): Promise<void> {
  try {
    await answer;
  } catch (error) {
    if (!(error instanceof NotFoundException)) throw error;
  }
}
