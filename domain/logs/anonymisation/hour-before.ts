import { type LogObjects, together } from '../log-objects';
import { hourOf } from './anonymise-hour';

const DAY = /^(api=[^/]+\/)year=(\d{4})\/month=(\d{2})\/day=(\d{2})\//;

/** The latest hour before one of which there are objects, on its day or on the day before; undefined where none is. */
export const makeHourBefore =
  (source: Pick<LogObjects, 'list'>) =>
  async (hour: string): Promise<string | undefined> => {
    for (const day of daysUpTo(hour)) {
      const hours = (await together(source.list(day)))
        .map((key) => hourOf(key) ?? '')
        .filter((one) => one !== '' && one < hour);
      if (hours.length > 0) return hours.reduce((latest, one) => (one > latest ? one : latest));
    }
    return undefined;
  };

function daysUpTo(hour: string): string[] {
  const [day = '', api, year, month, date] = DAY.exec(hour) ?? [];
  const before = new Date(Date.parse(`${year}-${month}-${date}`) - 86_400_000).toISOString().slice(0, 10).split('-');
  return [day, `${api}year=${before[0]}/month=${before[1]}/day=${before[2]}/`];
}
