import { type BackChannelLogoutNeeds, makeBackChannelLogout } from '../sign-in/back-channel-logout';
import { type FinishSignInNeeds, makeFinishSignIn } from '../sign-in/finish-sign-in';
import { makeStartSignIn, type StartSignInNeeds } from '../sign-in/start-sign-in';
import { makeVerifyAccessToken, type VerifyAccessTokenNeeds } from '../tokens/verify-access-token';
import { makeUserinfo, type UserinfoNeeds } from './userinfo';

export type SignInServerNeeds = StartSignInNeeds &
  FinishSignInNeeds &
  BackChannelLogoutNeeds &
  VerifyAccessTokenNeeds &
  Omit<UserinfoNeeds, 'verifyAccessToken'>;

/** What the authorisation server does for users: it signs them in, tells of them, and hears that they signed out. */
export function makeSignInServer(needs: SignInServerNeeds) {
  const verifyAccessToken = makeVerifyAccessToken(needs);
  return {
    startSignIn: makeStartSignIn(needs),
    finishSignIn: makeFinishSignIn(needs),
    userinfo: makeUserinfo({ ...needs, verifyAccessToken }),
    backChannelLogout: makeBackChannelLogout(needs),
  };
}
