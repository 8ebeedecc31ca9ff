/** Rows that are written only over the revision that their writer has seen. */
export interface Rows<Row> {
  find(id: string): Promise<Row | undefined>;
  /**
   * Writes the row if what is stored is at the revision before its own (nothing stored counts as 0). Answers false, and
   * writes nothing, where another writer came first.
   */
  save(row: Row): Promise<boolean>;
}

/** Writes a row where there is none; another may begin it at the same time: then it is there. */
export async function beginRow<Row extends { readonly id: string; readonly revision: number }>(
  rows: Rows<Row>,
  row: Omit<Row, 'revision'>,
): Promise<void> {
  if (!(await rows.find(row.id))) await rows.save({ ...row, revision: 1 } as Row);
}

/** As many as may write one row at once and all be heard. */
const mostTries = 100;

/**
 * Writes what `change` makes of a row, again where another writer came between. Undefined from `change`, or a row that is
 * not there, writes nothing and is the answer.
 */
export async function changeRow<Row extends { readonly revision: number }>(
  rows: Rows<Row>,
  id: string,
  change: (row: Row) => Row | undefined,
): Promise<Row | undefined> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const found = await rows.find(id);
    const changed = found && change(found);
    if (!(found && changed)) return undefined;
    const next = { ...changed, revision: found.revision + 1 };
    if (await rows.save(next)) return next;
  }
  throw new Error('A row could not be written for other writers');
}
