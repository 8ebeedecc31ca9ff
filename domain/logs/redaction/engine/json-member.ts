import { codesOf } from '../fields/coded-text';
import type { ValueShape } from '../fields/value-shape';
import type { Treatment } from '../redaction';

/** A member of an object as lines write it, and which members followed it and stood first in it the last time. */
export interface JsonMember {
  readonly name: string;
  /** `"name":` */
  readonly written: Uint16Array;
  readonly treatment: Treatment;
  readonly shape: ValueShape | undefined;
  /** Its value is told to the caller. */
  readonly noted: boolean;
  first: JsonMember | undefined;
  next: JsonMember | undefined;
}

export const makeJsonMember = (name: string, treatment: Treatment, noted: boolean): JsonMember => ({
  name,
  written: codesOf(`"${name}":`),
  treatment,
  shape: 'shape' in treatment ? treatment.shape : undefined,
  noted,
  first: undefined,
  next: undefined,
});
