import type { Call } from './exchange';

/** As authorisers' policies name a method: with the path of the request, encoded as it was sent. */
export const methodArn = (call: Call): string => `${stageArn(call)}/${call.request.method}${call.target.path}`;

/** As `AWS::Lambda::Permission` names it: with the path template. */
export const integrationSourceArn = (call: Call): string =>
  `${stageArn(call)}/${call.request.method}${call.route.resource.path}`;

export const authorizerSourceArn = (call: Call, authorizerId: string): string =>
  `${apiArn(call)}/authorizers/${authorizerId}`;

const stageArn = (call: Call): string => `${apiArn(call)}/${call.target.stage.name}`;

const apiArn = ({ region, accountId, target }: Call): string =>
  `arn:aws:execute-api:${region}:${accountId}:${target.api.id}`;
