/** A path with `/` and without `.`, nor `..` after a name; steps out of where it begins stay, for its reader to refuse. */
export function plainPath(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..' && kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(segment);
  }
  return `${path.startsWith('/') ? '/' : ''}${kept.join('/')}`;
}

/** What a path names that stands in a file. */
export const besideFile = (file: string, path: string): string =>
  plainPath(`${file.slice(0, file.lastIndexOf('/') + 1)}${path}`);
