import type { RawNode } from './raw-node';

/** The fields by which an Example Object is told from a body that real files put in its place. */
const fields = ['value', 'externalValue', 'dataValue', 'serializedValue', 'summary', 'description', '$ref'];

export const isExampleObject = (node: Pick<RawNode, 'has'>): boolean => fields.some((field) => node.has(field));
