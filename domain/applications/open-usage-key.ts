/**
 * What calls that count against no application are counted by, where one method serves both kinds: API Gateway lets
 * nothing through such a method without a key of a usage plan. No secret: no caller's header is looked at for it.
 */
export const openUsageValue = (restApiId: string): string => `opencallsofrestapi${restApiId}`;
