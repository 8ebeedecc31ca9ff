import { headerNames, isHeaderName } from './header-names';

/** What callers of any API say of their request, beside what the API's own definition declares. */
export const standardRequestHeaders = [
  'accept',
  'accept-charset',
  'accept-encoding',
  'accept-language',
  'content-type',
  'content-encoding',
  'content-language',
  'content-disposition',
  'content-range',
  'content-digest',
  'repr-digest',
  'digest',
  'want-content-digest',
  'want-repr-digest',
  'if-match',
  'if-none-match',
  'if-modified-since',
  'if-unmodified-since',
  'if-range',
  // FHIR R4 §3.1.0.8.1
  'if-none-exist',
  'range',
  'prefer',
  'cache-control',
  'pragma',
  'user-agent',
  'idempotency-key',
  'soapaction',
  'mime-version',
  'origin',
  'access-control-request-method',
  'access-control-request-headers',
  // https://www.w3.org/TR/trace-context
  'traceparent',
  'tracestate',
  // What callers of NHS APIs say of themselves; the relay takes away what an API asks the platform for.
  'nhsd-session-urid',
  'nhsd-end-user-organisation-ods',
  'nhsd-end-user-organisation',
  'nhsd-target-identifier',
  'nhsd-requesting-software',
  'nhsd-requesting-practitioner',
] as const;

/** What never passes from a caller to a target, whatever an API declares. */
const reserved = {
  /** RFC 9110 §7.6.1; the names that `Connection` lists are added per request. */
  hopByHop: ['connection', 'keep-alive', 'proxy*', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'http2-settings'],
  /** Written anew for the target. */
  framing: ['host', 'content-length', 'expect', 'max-forwards'],
  /** The way here; the caller's address is personal data that no target needs. */
  route: [
    'forwarded*',
    'via',
    'x-forward*',
    'x-real-*',
    'x-client-ip',
    'x-cluster-client-ip',
    'x-remote-*',
    'client-ip',
    'true-client-ip',
    'remote-*',
    'cdn-loop',
    'cf-*',
    'cloudfront-*',
    'fastly-*',
    'akamai-*',
    'x-akamai-*',
    'x-azure-*',
    'x-appengine-*',
    'x-arr-*',
    'x-amz*',
    'x-envoy-*',
    'x-apigateway-*',
    'x-host',
    'x-scheme',
    'x-host-override',
    'x-originating-ip',
    'x-custom-ip-*',
    'x-https',
    'https',
    'x-url-scheme',
    'x-proxy-*',
    'front-end-https',
  ],
  /** Meant for the platform, or for another site under its domain. */
  credentials: ['authorization', 'apikey', 'cookie*', 'dpop'],
  /** Some targets let these overrule the method or path that the platform authorised. */
  overrides: [
    'x-http-*',
    'x-method*',
    'x-original*',
    'x-rewrite-*',
    'x-override-*',
    'x-script-name',
    'x-path-info',
    'x-middleware-*',
    'http-url',
    'request-uri',
    'x-request-uri',
    'x-request-url',
    'x-url',
    'x-ms-original-url',
    'script-name',
    'path-info',
  ],
  /** A client certificate, as proxies that end TLS tell it (RFC 9440 and older names). */
  certificates: [
    'client-cert*',
    'x-client-cert*',
    'x-client-dn',
    'x-client-s-dn',
    'x-client-subject*',
    'x-client-verif*',
    'x-ssl-*',
    'ssl-*',
    'x-tls-*',
    'tls-client-*',
    'x-cert-*',
    'x-certificate*',
  ],
  /** Who a caller is, as proxies that sign people in tell it. */
  signIns: [
    'x-user',
    'x-username',
    'x-userinfo',
    'x-webauth-*',
    'x-auth-*',
    'x-authenticated-*',
    'x-ms-client-principal*',
    'x-ms-token-*',
    'x-goog-*',
    'x-consumer-*',
    'x-credential-*',
    'x-anonymous-consumer',
    'x-pomerium-*',
    'x-vouch-*',
    'x-sso-*',
    'x-saml-*',
    'x-jwt-assertion',
    'oidc-*',
    'x-oidc-*',
    'sm-*',
    'smuser',
  ],
  /** What servers act on rather than answer. */
  server: ['x-sendfile*', 'x-accel-*', 'x-lighttpd-*', 'x-litespeed-*', 'x-reproxy-*', 'service-worker*', 'sec-*'],
  /**
   * What the platform that NHS targets were written for adds itself, so that they trust it. `NHSD-Session-URID` is
   * not among them: callers send it, and it is stripped only from an API that asks the platform for it.
   */
  identity: [
    'nhsd-identity*',
    'nhsd-session-uuid',
    'nhsd-session-cis2-acr',
    'nhsd-nhslogin-*',
    'nhsd-id-token',
    'nhsd-asid',
    'nhsd-party-key',
    'nhsd-scope',
    'nhsd-application-id',
  ],
  /** Written by the relay from the values that it checked. */
  requestIds: ['x-request-id', 'x-correlation-id', 'nhsd-request-id', 'nhsd-correlation-id'],
} as const;

const isReserved = headerNames(Object.values(reserved).flat());

/** Whether an API's own definition may let a header of its callers pass. */
export const isOwnRequestHeader = (name: string): boolean => isHeaderName(name) && !isReserved(name);
