import { redactLine } from '../../../domain/logs/redaction/redact-line';
import { LOOK_ALIKES } from './look-alikes';
import { VARIANTS } from './redaction-variants';

/** Every name and value in a record, as text. */
function textsOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [String(value)];
  return Object.entries(value).flatMap(([name, member]) => [name, ...textsOf(member)]);
}

describe('spellings and carriers that logs have and no corpus planned', () => {
  test.each(VARIANTS.map((variant) => [variant.title, variant] as const))('nothing is left of %s', (_, variant) => {
    const line = redactLine(JSON.stringify(variant.record));
    const left = textsOf(JSON.parse(line)).join('\n');
    expect(variant.planted.filter((text) => left.includes(text) || line.includes(text))).toEqual([]);
  });

  test.each(LOOK_ALIKES)('%s stays', (text) => {
    for (const record of [{ message: `got ${text} here` }, { message: text }, { detail: text }, { requestId: text }]) {
      expect(JSON.parse(redactLine(JSON.stringify(record)))).toEqual(record);
    }
  });

  test.each(['functionName', 'apiName', 'fileName', 'orderNumber', 'buildNumber', 'recordCount', 'className'])(
    'what stands in %s stays',
    (name) => {
      const record = { [name]: 'ward-round', message: `made ${name}=ward-round` };
      expect(JSON.parse(redactLine(JSON.stringify(record)))).toEqual(record);
    },
  );

  test('a list of the names of fields stays', () => {
    const record = { missing: ['family', 'given', 'birthdate'] };
    expect(JSON.parse(redactLine(JSON.stringify(record)))).toEqual(record);
  });
});
