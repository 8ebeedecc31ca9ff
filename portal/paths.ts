/** Every address of the portal; templates and handlers name them nowhere else. */
export const paths = {
  home: '/',
  getStarted: '/get-started',
  tutorials: '/tutorials',
  catalogue: '/catalogue',
  feed: '/apis',
  signUp: '/sign-up',
  confirm: '/sign-up/confirm',
  resend: '/sign-up/resend',
  signIn: '/sign-in',
  signOut: '/sign-out',
  forgottenPassword: '/forgotten-password',
  newPassword: '/forgotten-password/new-password',
  account: '/account',
  accountName: '/account/name',
  accountEmail: '/account/email',
  confirmAccountEmail: '/account/email/confirm',
  accountPassword: '/account/password',
  signOutEverywhere: '/account/sign-out-everywhere',
  deleteAccount: '/account/delete',
  applications: '/applications',
  newApplication: '/applications/new',
  teams: '/teams',
  newTeam: '/teams/new',
  invitation: '/teams/invitations',
  products: '/products',
  newProduct: '/products/new',
  producer: '/producer',
  guidance: '/guidance',
  goLive: '/go-live',
  newGoLive: '/go-live/new',
  status: '/status',
  privacy: '/privacy',
  cookies: '/cookies',
  accessibility: '/accessibility',
  terms: '/terms',
  connectionAgreement: '/connection-agreement',
  robots: '/robots.txt',
  securityTxt: '/.well-known/security.txt',
} as const;

export const apiPath = (api: string): string => `${paths.catalogue}/${encodeURIComponent(api)}`;
export const teamPath = (id: string): string => `${paths.teams}/${encodeURIComponent(id)}`;
export const productPath = (id: string): string => `${paths.products}/${encodeURIComponent(id)}`;
export const producerPath = (api: string): string => `${paths.producer}/${encodeURIComponent(api)}`;
export const goLivePath = (team: string, api: string): string =>
  `${paths.goLive}/${encodeURIComponent(team)}/${encodeURIComponent(api)}`;
export const applicationPath = (id: string): string => `${paths.applications}/${encodeURIComponent(id)}`;
