/** The date that three fields make, `2026-03-27`; empty where nothing was typed, and no date where something else was. */
export function typedDate({ day, month, year }: Readonly<Record<'day' | 'month' | 'year', string>>): string {
  return day || month || year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : '';
}
