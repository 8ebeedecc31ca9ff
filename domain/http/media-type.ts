/** `application/fhir+json` of `application/fhir+json; version=1`. */
export const essence = (contentType: string): string => (contentType.split(';')[0] ?? '').trim().toLowerCase();

export const isJson = (contentType: string): boolean => /[/+]json$/.test(essence(contentType));
