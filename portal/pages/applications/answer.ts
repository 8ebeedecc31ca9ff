import type { FormMistakes } from '../../http/read-form';
import { applicationPath } from '../../paths';
import type { PortalContext } from '../../portal-context';
import { askedFor } from './asked-for';

/** Back to the page of the application, which tells what was done. */
export const done = (context: PortalContext, what: string) =>
  context.redirect(`${applicationPath(askedFor(context).id)}?done=${what}`, 303);

export const doneIf = (happened: boolean, context: PortalContext, what: string) =>
  happened ? done(context, what) : context.notFound();

/** Everything that is wrong with one field: listed each, and together beside it. */
export const fieldMistakes = (
  field: string,
  problems: readonly string[],
  typed: FormMistakes['typed'] = {},
): FormMistakes => ({
  errors: problems.map((text) => ({ text, href: `#${field}` })),
  messages: { [field]: { text: problems.join('. ') } },
  typed,
});
