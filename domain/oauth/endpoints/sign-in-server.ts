import { type BackChannelLogoutPorts, makeBackChannelLogout } from '../sign-in/back-channel-logout';
import { type FinishSignInPorts, makeFinishSignIn } from '../sign-in/finish-sign-in';
import { makeStartSignIn, type StartSignInPorts } from '../sign-in/start-sign-in';
import { makeUserinfo, type UserinfoPorts } from './userinfo';

type Ports = StartSignInPorts & FinishSignInPorts & BackChannelLogoutPorts & UserinfoPorts;

/** What the authorisation server does for users: it signs them in, tells of them, and hears that they signed out. */
export function makeSignInServer(ports: Ports) {
  return {
    startSignIn: makeStartSignIn(ports),
    finishSignIn: makeFinishSignIn(ports),
    userinfo: makeUserinfo(ports),
    backChannelLogout: makeBackChannelLogout(ports),
  };
}
