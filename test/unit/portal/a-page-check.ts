import { HtmlValidate } from 'html-validate';

/** The HTML standard, and what accessibility asks of markup. */
const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:standard', 'html-validate:a11y', 'html-validate:document'],
  rules: {
    // Written so by the design system's own templates, and harmless.
    'no-redundant-role': 'off',
    'no-implicit-button-type': 'off',
    'prefer-native-element': ['error', { exclude: ['button'] }],
    // Its banners stand above the heading of the page, each with one of the second level.
    'heading-level': ['error', { minInitialRank: 'h2' }],
    // Every file is of the page's own origin.
    'require-sri': 'off',
  },
});

/** Everything that is wrong with a page's markup, each with its rule and place. */
export async function markupFaults(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, line, message, selector }) => `${ruleId} at ${line} ${selector}: ${message}`),
  );
}
