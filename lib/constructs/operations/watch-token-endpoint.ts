import { Duration } from 'aws-cdk-lib';
import type { IRestApi } from 'aws-cdk-lib/aws-apigateway';
import { stageNameOf } from '../gateway/public-rest-api';
import type { AuthorizationServer } from '../oauth/authorization-server';
import type { Watch } from './watch';

const period = Duration.minutes(5);

/** Where applications get their access tokens. */
export function watchTokenEndpoint(watch: Watch, { restApi, server, signIn }: AuthorizationServer): void {
  watch.monitorApiGateway({
    // CDK's class does not satisfy its own interface under exactOptionalPropertyTypes.
    api: restApi as IRestApi,
    apiStage: stageNameOf('/oauth2'),
    alarmFriendlyName: 'TokenEndpoint',
    humanReadableName: 'Authorisation server',
    add5XXFaultRateAlarm: {
      Critical: {
        ...watch.alarm({
          name: 'token-endpoint-faults',
          means: 'More than 1 % of requests for a token fail, and with them what applications do next',
          period,
          times: 2,
        }),
        maxErrorRate: 0.01,
      },
    },
    addLatencyP99Alarm: {
      Critical: {
        ...watch.alarm({
          name: 'token-endpoint-slow',
          means: 'One request for a token in a hundred takes more than two seconds',
          period,
          times: 3,
        }),
        maxLatency: Duration.seconds(2),
      },
    },
  });
  watch.monitorLambdaFunction({
    lambdaFunction: server,
    alarmFriendlyName: 'TokenServer',
    humanReadableName: 'Function of the authorisation server',
    addThrottlesCountAlarm: {
      Critical: {
        ...watch.alarm({
          name: 'token-endpoint-throttled',
          means: 'Requests for a token fail as the authorisation server has no execution left',
          period,
        }),
        maxErrorCount: 0,
      },
    },
  });
  watch.monitorLambdaFunction({
    lambdaFunction: signIn,
    alarmFriendlyName: 'SignIn',
    humanReadableName: 'Function that signs users in',
    addThrottlesCountAlarm: {
      Critical: {
        ...watch.alarm({
          name: 'sign-in-throttled',
          means:
            'Users cannot sign in as the function that leads them to their identity provider has no execution left',
          period,
        }),
        maxErrorCount: 0,
      },
    },
  });
}
