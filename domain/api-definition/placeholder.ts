/** `{VERSION}`, `${version}`, `{{ version }}`, `<version>`, `%VERSION%`, `@version@`, `__VERSION__`, `$VERSION`. */
const template = /^v?\s*(\$?\{.*\}|<.*>|%.+%|@.+@|__.+__|\$\w+)$/;
const word = /^(tb[acd]|todo|version|x+\.x+(\.x+)?|n\/?a|none|unknown)$/i;

/** Whether a text only holds the place of one that a build was to put there. */
export const isPlaceholder = (text: string): boolean => template.test(text.trim()) || word.test(text.trim());
