export interface RedirectUriRules {
  /** Only https, not even this machine over http. */
  readonly production: boolean;
}

export const mostRedirectUris = 10;
const longest = 500;
const ownMachine = ['localhost', '127.0.0.1'];

/**
 * Redirect URIs as someone typed them, one a line, or everything that is wrong with them. They are kept as typed,
 * because they are compared as strings (RFC 9700 §2.1).
 */
export function readRedirectUris(text: string, rules: RedirectUriRules): { uris: string[] } | { problems: string[] } {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const uris = [...new Set(lines)];
  if (uris.length > mostRedirectUris) {
    return { problems: [`There are ${uris.length} redirect URIs. Keep at most ${mostRedirectUris}`] };
  }
  const problems = uris.flatMap((uri, index) => {
    const problem = problemOf(uri, rules);
    return problem === undefined ? [] : [`Redirect URI ${index + 1} ${problem}`];
  });
  return problems.length > 0 ? { problems } : { uris };
}

function problemOf(uri: string, { production }: RedirectUriRules): string | undefined {
  if (uri.length > longest) return `has ${uri.length} characters. Use ${longest} or fewer`;
  // What a browser would mend on its way could not be compared as a string.
  if (!/^[\x21-\x7e]+$/.test(uri) || /["<>\\^`{|}]/.test(uri) || !URL.canParse(uri)) {
    return 'is not a whole address. Write it like https://app.example.nhs.uk/callback';
  }
  if (uri.includes('*')) return 'has a wildcard. Write out every address: they are compared exactly';
  if (uri.includes('#')) return 'has a part after #. Leave it out: RFC 6749 does not allow one';
  const { protocol, hostname, username, password } = new URL(uri);
  if (username !== '' || password !== '') return 'holds a user name or a password. Leave it out';
  if (protocol === 'https:') return undefined;
  if (production) return 'does not start with https://. Sign-ins come back over https only';
  if (protocol === 'http:' && ownMachine.includes(hostname)) return undefined;
  return 'does not start with https://. Only http://localhost and http://127.0.0.1 may do without, while you develop';
}
