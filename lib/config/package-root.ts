import { dirname } from 'node:path';

/**
 * Root of this package, where its bundles and templates are. By the package's own name, as its sources and what they
 * compile to lie at different depths below it.
 */
export const packageRoot = dirname(require.resolve('digital-interoperability-platform/package.json'));
