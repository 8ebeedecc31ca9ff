import { withoutCdk } from '../../../scripts/synth';

test.each([
  'Successfully synthesized to /tmp/dip-audit-x\n',
  'Supply a stack id (local-Foundation, local-Logs) to display its template.\n',
  'Bundling asset local-Api-hello-world/Proxy/Relay/Code/Stage...\n',
  '\n',
])('what the CDK says to who runs its own command is kept from who runs ours: %j', (line) => {
  expect(withoutCdk(line)).toBe('');
});

test.each(['Warning: int: domain.name is "int.dip.example"\n', 'Error: Supply a stack id\n'])(
  'what is said of the platform is shown: %j',
  (line) => {
    expect(withoutCdk(line)).toBe(line);
  },
);
