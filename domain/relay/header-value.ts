/** RFC 9110 §5.5, without the empty value. */
export const isHeaderValue = (value: string): boolean => /^[\t\x20-\x7e\x80-\xff]+$/.test(value);
