import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateScan,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type RegistryEntry, registryEntry } from '../../domain/registry/registry-entry';
import type { BasePathClaim, RegistryStore } from '../../domain/registry/registry-store';
import { parseRow } from './parse-row';

/** No API's name holds a `#`, so what else is in the table shares its key, and its write the condition, with no entry. */
const claimKey = (basePath: string): string => `base-path#${basePath}`;
const claimRow = z.object({ basePath: z.string(), claimedBy: z.string(), owner: z.string() });
const formerKey = (api: string): string => `former-publisher#${api}`;
const formerRow = z.object({ organisation: z.string() });

/** More than a cell's REST APIs. */
const mostKnown = 1_000;

/** Entries, base-path claims and former publishers in one table, keyed by `api`. */
export class DynamoRegistryStore implements RegistryStore {
  readonly #dynamo: DynamoDBDocumentClient;
  readonly #table: string;
  /** By API, the row as it was last read and what it says: what did not change is not gone through again. */
  readonly #known = new Map<string, { readonly row: string; readonly entry: RegistryEntry }>();

  constructor(dynamo: DynamoDBDocumentClient, table: string) {
    this.#dynamo = dynamo;
    this.#table = table;
  }

  async find(api: string): Promise<RegistryEntry | undefined> {
    const found = await this.#get(api);
    if (found === undefined) return undefined;
    const row = JSON.stringify(found);
    const known = this.#known.get(api);
    if (known?.row === row) return known.entry;
    const entry = parseRow(registryEntry, found, { table: this.#table, key: api });
    if (this.#known.size >= mostKnown) this.#known.clear();
    this.#known.set(api, { row, entry });
    return entry;
  }

  async list(): Promise<readonly RegistryEntry[]> {
    const entries: RegistryEntry[] = [];
    const pages = paginateScan({ client: this.#dynamo }, { TableName: this.#table, ConsistentRead: true });
    for await (const { Items = [] } of pages) {
      for (const row of Items) {
        const key = String(row.api);
        if (!key.includes('#')) entries.push(parseRow(registryEntry, row, { table: this.#table, key }));
      }
    }
    return entries;
  }

  save(entry: RegistryEntry, expectedRevision: number | undefined): Promise<boolean> {
    const condition = expectedRevision === undefined ? 'attribute_not_exists(api)' : 'revision = :expected';
    return this.#put(entry, condition, expectedRevision === undefined ? undefined : { ':expected': expectedRevision });
  }

  remove(api: string, expectedRevision: number): Promise<boolean> {
    const condition = 'attribute_not_exists(api) OR revision = :expected';
    return this.#delete(api, condition, { ':expected': expectedRevision });
  }

  async rememberPublisher(api: string, organisation: string): Promise<void> {
    const row = { api: formerKey(api), organisation };
    await this.#dynamo.send(new PutCommand({ TableName: this.#table, Item: row }));
  }

  async formerPublisher(api: string): Promise<string | undefined> {
    const key = formerKey(api);
    const found = await this.#get(key);
    return found && parseRow(formerRow, found, { table: this.#table, key }).organisation;
  }

  async claimBasePath(claim: BasePathClaim): Promise<BasePathClaim> {
    const { basePath, api, owner } = claim;
    const key = claimKey(basePath);
    const row = { api: key, basePath, claimedBy: api, owner };
    if (await this.#put(row, `attribute_not_exists(api) OR (${heldBy})`, holder(claim))) return claim;
    const held = await this.#get(key);
    // Given back between the two calls: whoever asks next may have it.
    if (held === undefined) return this.claimBasePath(claim);
    const { claimedBy, owner: holdingOwner } = parseRow(claimRow, held, { table: this.#table, key });
    return { basePath, api: claimedBy, owner: holdingOwner };
  }

  async releaseBasePath(claim: BasePathClaim): Promise<void> {
    await this.#delete(claimKey(claim.basePath), heldBy, holder(claim));
  }

  async #get(api: string): Promise<Record<string, unknown> | undefined> {
    const { Item } = await this.#dynamo.send(
      new GetCommand({ TableName: this.#table, Key: { api }, ConsistentRead: true }),
    );
    return Item;
  }

  #put(row: Record<string, unknown>, condition: string, values: Record<string, unknown> | undefined) {
    return whetherMet(
      this.#dynamo.send(new PutCommand({ TableName: this.#table, Item: row, ...conditional(condition, values) })),
    );
  }

  #delete(api: string, condition: string, values: Record<string, unknown>) {
    return whetherMet(
      this.#dynamo.send(new DeleteCommand({ TableName: this.#table, Key: { api }, ...conditional(condition, values) })),
    );
  }
}

const heldBy = 'claimedBy = :api AND #owner = :owner';
const holder = ({ api, owner }: BasePathClaim) => ({ ':api': api, ':owner': owner });

/** `owner` is a reserved word of DynamoDB; names that an expression does not use are refused. */
const conditional = (condition: string, values: Record<string, unknown> | undefined) => ({
  ConditionExpression: condition,
  ...(values && { ExpressionAttributeValues: values }),
  ...(condition.includes('#owner') && { ExpressionAttributeNames: { '#owner': 'owner' } }),
});

async function whetherMet(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
