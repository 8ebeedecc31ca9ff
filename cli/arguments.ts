import { InvalidArgumentError } from 'commander';
import { longestReason } from '../domain/applications/step';
import { parseDuration } from '../domain/parse-duration';
import { parseMoment } from './moment';

/** Arguments of the command line, each read or refused in words. */
export const kebabCase = (name: string) => {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) throw new InvalidArgumentError('lower-case words joined by hyphens');
  return name;
};

export const duration = (text: string) => {
  const milliseconds = parseDuration(text);
  if (milliseconds === undefined) throw new InvalidArgumentError('an ISO 8601 duration, such as P30D');
  return milliseconds;
};

export const checked = (isRight: (text: string) => boolean, what: string) => (text: string) => {
  if (!isRight(text)) throw new InvalidArgumentError(what);
  return text;
};
export const httpUrl = (text: string) => {
  if (!/^https?:$/.test(URL.parse(text)?.protocol ?? '')) throw new InvalidArgumentError('an http or https URL');
  return text.replace(/\/$/, '');
};
export const port = (text: string) =>
  Number(checked((number) => /^\d{1,5}$/.test(number) && Number(number) < 65_536, 'a port')(text));
export const secondFactorCode = checked((text) => /^\d{6}$/.test(text), 'six digits');

export const moment = checked(
  (text) => parseMoment(text) !== undefined,
  'a duration such as PT1H or P1D, or a time such as 2026-01-05T09:00:00Z',
);
export const limit = (text: string) =>
  Number(checked((count) => /^[1-9]\d{0,5}$/.test(count), 'a number from 1')(text));

export const reason = checked(
  (text) => text.trim() !== '' && text.length <= longestReason,
  `a reason of ${longestReason} characters at most`,
);
