import { portsFrom } from '../../../../domain/local-platform';
import { summary } from '../../../../local/start/summary';

const demo = {
  clientId: 'demo',
  clientSecret: 'x',
  redirectUris: [],
  producer: { clientId: 'producer', clientSecret: 'x' },
  apiKey: 'x',
  kid: 'demo',
  privateKeyFile: 'private-key.pem',
  tokenUrl: 'http://localhost:8081/oauth2/token',
  authorizeUrl: 'http://localhost:8081/oauth2/authorize',
  portalUser: null,
  apis: [],
};

test('says what was passed over, and how many warnings a file has with the command that shows them', () => {
  const text = summary({
    ports: portsFrom(8080),
    seconds: 1,
    report: { notRun: new Map(), failed: [] },
    files: [
      { file: "o'ne.yaml", status: 'published', warnings: ['a', 'b'] },
      { file: 'two.yaml', status: 'published', warnings: ['a'] },
      { file: 'right.yaml', status: 'published', warnings: [] },
      { file: 'more/', status: 'passed over', reason: 'of a folder only', warnings: [] },
    ],
    demo,
    demoFile: '.local/demo/app.json',
    tokenFile: '.local/control-token',
    specsFolder: '../specs',
  });
  expect(text).toContain('\nNot published:\n  more/: of a folder only\n');
  expect(text).toContain(
    [
      '\nWarnings:',
      "  o'ne.yaml: 2, shown by npx dip lint '../specs/o'\\''ne.yaml'",
      '  two.yaml: 1, shown by npx dip lint ../specs/two.yaml',
      '\n',
    ].join('\n'),
  );
});
