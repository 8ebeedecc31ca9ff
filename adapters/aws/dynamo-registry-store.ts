import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateScan,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { RegistryEntry } from '../../domain/publishing/registry-entry';
import type { BasePathClaim, RegistryStore } from '../../domain/publishing/registry-store';
import { asideKeyOf, entryOf, rowsOf } from './operations-aside';
import { parseRow } from './parse-row';

/** No API's name holds a `#`, so what else is in the table shares its key, and its write the condition, with no entry. */
const claimKey = (basePath: string): string => `base-path#${basePath}`;
const claimRow = z.object({ basePath: z.string(), claimedBy: z.string(), owner: z.string() });
const formerKey = (api: string): string => `former-publisher#${api}`;
const formerRow = z.object({ organisation: z.string() });

/** More than a cell's REST APIs. */
const mostKnown = 1_000;

/** Entries, what does not fit into them, base-path claims and former publishers in one table, keyed by `api`. */
export class DynamoRegistryStore implements RegistryStore {
  readonly #dynamo: DynamoDBDocumentClient;
  readonly #table: string;
  /** By API, the row as it was last read and what it says: what did not change is not gone through again. */
  readonly #known = new Map<string, { readonly row: string; readonly entry: RegistryEntry }>();

  constructor(dynamo: DynamoDBDocumentClient, table: string) {
    this.#dynamo = dynamo;
    this.#table = table;
  }

  async find(api: string, tries = 3): Promise<RegistryEntry | undefined> {
    const found = await this.#get(api);
    if (found === undefined) return undefined;
    const row = JSON.stringify(found);
    const known = this.#known.get(api);
    if (known?.row === row) return known.entry;
    const asideKey = asideKeyOf(found);
    const aside = asideKey === undefined ? undefined : await this.#get(asideKey);
    // Replaced between the two calls, and what stood aside of it is gone: read what replaced it.
    if (asideKey !== undefined && aside === undefined && tries > 0) return this.find(api, tries - 1);
    const entry = entryOf(found, aside, { table: this.#table, key: api });
    if (this.#known.size >= mostKnown) this.#known.clear();
    this.#known.set(api, { row, entry });
    return entry;
  }

  async list(): Promise<readonly RegistryEntry[]> {
    const rows = new Map<string, Record<string, unknown>>();
    const pages = paginateScan({ client: this.#dynamo }, { TableName: this.#table, ConsistentRead: true });
    for await (const { Items = [] } of pages) for (const row of Items) rows.set(String(row.api), row);
    const apis = [...rows.keys()].filter((key) => !key.includes('#'));
    const entries = apis.map(async (key) => {
      const row = rows.get(key);
      const aside = asideKeyOf(row);
      // Written after the scan had passed the place of what stands aside.
      if (aside !== undefined && !rows.has(aside)) return this.find(key);
      return entryOf(row, rows.get(aside ?? ''), { table: this.#table, key });
    });
    return (await Promise.all(entries)).filter((entry) => entry !== undefined);
  }

  async save(entry: RegistryEntry, expectedRevision: number | undefined): Promise<boolean> {
    const condition = expectedRevision === undefined ? 'attribute_not_exists(api)' : 'revision = :expected';
    const values = expectedRevision === undefined ? undefined : { ':expected': expectedRevision };
    const { main, aside } = rowsOf(entry);
    if (aside) await this.#put(aside, 'attribute_not_exists(api)', undefined);
    const written = await this.#put(main, condition, values);
    await this.#forget(written ? asideKeyOf(written.before) : aside?.api);
    return written !== undefined;
  }

  async remove(api: string, expectedRevision: number): Promise<boolean> {
    const condition = 'attribute_not_exists(api) OR revision = :expected';
    const removed = await this.#delete(api, condition, { ':expected': expectedRevision });
    await this.#forget(removed && asideKeyOf(removed.before));
    return removed !== undefined;
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

  async #forget(aside: string | undefined): Promise<void> {
    if (aside === undefined) return;
    await this.#dynamo.send(new DeleteCommand({ TableName: this.#table, Key: { api: aside } }));
  }

  #put(row: Record<string, unknown>, condition: string, values: Record<string, unknown> | undefined) {
    const write = { TableName: this.#table, Item: row, ...conditional(condition, values) };
    return whereMet(this.#dynamo.send(new PutCommand({ ...write, ReturnValues: 'ALL_OLD' })));
  }

  #delete(api: string, condition: string, values: Record<string, unknown>) {
    const write = { TableName: this.#table, Key: { api }, ...conditional(condition, values) };
    return whereMet(this.#dynamo.send(new DeleteCommand({ ...write, ReturnValues: 'ALL_OLD' })));
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

interface Written {
  readonly before: Record<string, unknown> | undefined;
}

async function whereMet(
  write: Promise<{ Attributes?: Record<string, unknown> | undefined }>,
): Promise<Written | undefined> {
  try {
    return { before: (await write).Attributes };
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}
