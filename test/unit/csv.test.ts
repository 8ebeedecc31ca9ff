import { csvOf } from '../../domain/csv';

test.each([
  ['a,b', '"a,b"'],
  ['say "no"', '"say ""no"""'],
  ['two\nlines', '"two\nlines"'],
  ['two\r\nlines', '"two\r\nlines"'],
  ['one\rline', '"one\rline"'],
  ['plain', 'plain'],
  ['', ''],
])('%j is one cell of its line', (text, cell) => {
  expect(csvOf([['first', text, 'last']], { forSpreadsheet: true })).toBe(`first,${cell},last\r\n`);
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1', '＋1', '－1', '＠x'])(
  'a spreadsheet calculates nothing of %j, and a program reads it as it is',
  (text) => {
    expect(csvOf([[text]], { forSpreadsheet: true }).replace(/^"/, '')).toMatch(/^'/);
    expect(csvOf([[text]], { forSpreadsheet: false }).replace(/^"/, '')).toMatch(new RegExp(`^\\${text[0]}`));
  },
);
