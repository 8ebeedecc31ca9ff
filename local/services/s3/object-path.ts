/**
 * An object key as a path below its bucket's folder, so that a person can look at the files. Characters that a file
 * system may not hold are percent-encoded, and so are `.` and `..`, which would leave the folder.
 */
export const objectPath = (key: string): string => key.split('/').map(encodeSegment).join('/');

function encodeSegment(segment: string): string {
  if (/^\.{0,2}$/.test(segment)) return `%${segment.replaceAll('.', '2E')}`;
  return encodeURIComponent(segment).replaceAll('%3D', '=').replaceAll('*', '%2A');
}
