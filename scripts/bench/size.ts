/** Whether every benchmark only shows that it runs, as `npm run bench -- --small` asks: its figures then mean little. */
export const isSmall = process.env.DIP_BENCH === 'small';

export const sized = (whole: number, small: number): number => (isSmall ? small : whole);
