import { Refusal } from '../errors/refusal';
import { checkBody } from './check-body';
import { checkParameters, type MatchedRequest } from './check-parameters';

/** @throws Refusal 400 that names every field that is missing or wrong; 415 for a media type the file lacks. */
export function checkRequest(matched: MatchedRequest): void {
  const problems = [...checkParameters(matched), ...checkBody(matched)];
  if (problems.length === 0) return;
  const code = problems.every((problem) => problem.code === 'MISSING_VALUE') ? 'MISSING_VALUE' : 'INVALID_VALUE';
  throw new Refusal({ code, diagnostics: problems.map(({ text }) => text).join('; ') });
}
