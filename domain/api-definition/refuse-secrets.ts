import { secretsIn } from '../credentials/minted-secret';
import { Failure } from '../failure';

/** Finding a line takes time. */
const mostTold = 20;

/**
 * A file that is published must hold no secret of the platform. It is named by its line and never printed.
 * @throws Failure `invalid_definition`
 */
export function refuseSecrets(file: string, text: string): void {
  const lines = new Set(
    secretsIn(text)
      .slice(0, mostTold)
      .map((at) => text.slice(0, at).split('\n').length),
  );
  const problems = [...lines].map(
    (line) =>
      `${file}:${line}: a secret of the platform, such as an API key, stands here; remove it in the portal and write a placeholder`,
  );
  if (problems.length > 0) throw new Failure('invalid_definition', problems.join('\n'));
}
