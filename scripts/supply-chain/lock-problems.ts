import type { LockedPackage } from './lock-file';

/** Packages whose scripts `npm ci` runs; all of them choose or build a binary for the machine. */
const mayRunScripts = ['@parcel/watcher', '@swc/core', 'classic-level', 'esbuild', 'fsevents', 'unrs-resolver'];

/** What is deployed or handed to producers is under one of these. */
const licences = ['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'BlueOak-1.0.0', 'Python-2.0'];

/** What the lock file itself shows, without asking anybody. */
export function* lockProblems(packages: readonly LockedPackage[]): Generator<string> {
  for (const { name, version, resolved, integrity, inBundle, license, deprecated, dev, hasInstallScript } of packages) {
    const called = `${name} ${version}`;
    // Without an address it comes from whichever registry npm is told of; its content is held to the checksum.
    if (resolved && !resolved.startsWith('https://')) yield `${called} comes from ${resolved}, not from a registry`;
    if (!inBundle && !integrity?.startsWith('sha512-')) yield `${called} has no SHA-512 that its content is held to`;
    if (hasInstallScript && !mayRunScripts.includes(name)) yield `${called} runs a script when it is installed`;
    if (!dev && !isLicensed(license)) yield `${called} is shipped under ${license ?? 'no licence'}`;
    if (!dev && deprecated) yield `${called} is deprecated: ${deprecated}`;
  }
}

/** An SPDX expression is met by one side of an OR, and by both sides of an AND. */
function isLicensed(expression = ''): boolean {
  const bare = expression.replaceAll(/[()]/g, '');
  return bare.split(' OR ').some((side) => side.split(' AND ').every((one) => licences.includes(one.trim())));
}
