import { redactQuery } from '../redact-query';
import type { ContentRule } from '../redaction';

/** A run without a space that holds parameters: after a `?`, or two of them joined by `&`. */
const RUN = /[^\s"<>]{4,}/g;

export const redactEmbeddedQueries: ContentRule = (text, redaction, layers) =>
  text.includes('=') && /[?&]/.test(text)
    ? text.replace(RUN, (run) => {
        const query = run.indexOf('?') + 1;
        if (!run.includes('=', query) || (query === 0 && !run.includes('&'))) return run;
        return run.slice(0, query) + redactQuery(run.slice(query), redaction, layers);
      })
    : text;
