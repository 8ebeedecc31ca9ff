import { redactQuery } from '../fields/redact-query';
import type { ContentRule } from '../redaction';

/**
 * A run that holds parameters: after a `?`, or two of them joined by `&`. It has no space but in an NHS number, as URLs
 * are logged decoded too.
 */
const RUN = /(?:=\d{3}\s{1,2}\d{3}\s{1,2}\d{4}(?!\d)|[^\s"<>]){4,}/g;

export const redactEmbeddedQueries: ContentRule = (text, redaction, layers) =>
  text.includes('=') && /[?&]/.test(text)
    ? text.replace(RUN, (run) => {
        const query = run.indexOf('?') + 1;
        if (!run.includes('=', query) || (query === 0 && !run.includes('&'))) return run;
        return run.slice(0, query) + redactQuery(run.slice(query), redaction, layers);
      })
    : text;
