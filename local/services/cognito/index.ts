import { cognito } from './cognito';
import { UserPools, type UserPoolsNeeds } from './user-pools';

export function startCognito(needs: UserPoolsNeeds) {
  const pools = new UserPools(needs);
  return { pools, api: cognito({ pools, now: needs.cloud.clock.now }) };
}
