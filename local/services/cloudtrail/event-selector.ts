import * as z from 'zod';
import { own } from '../../../domain/own';

const texts = z.array(z.string()).default([]);

/** One of a trail's `AdvancedEventSelectors`. */
export const eventSelector = z.object({
  FieldSelectors: z.array(
    z.object({
      Field: z.string(),
      Equals: texts,
      StartsWith: texts,
      EndsWith: texts,
      NotEquals: texts,
      NotStartsWith: texts,
      NotEndsWith: texts,
    }),
  ),
});
export type EventSelector = z.infer<typeof eventSelector>;

/**
 * Whether a selector asks for an event with these fields: every condition on a field must hold, by any of its values.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html
 */
export const selects = ({ FieldSelectors }: EventSelector, fields: Readonly<Record<string, string>>): boolean =>
  FieldSelectors.every((selector) => {
    const value = own(fields, selector.Field);
    if (value === undefined) return false;
    const { Equals, StartsWith, EndsWith, NotEquals, NotStartsWith, NotEndsWith } = selector;
    const isAsked = (list: readonly string[], matches: (one: string) => boolean) =>
      list.length === 0 || list.some(matches);
    return (
      isAsked(Equals, (one) => value === one) &&
      isAsked(StartsWith, (one) => value.startsWith(one)) &&
      isAsked(EndsWith, (one) => value.endsWith(one)) &&
      !NotEquals.includes(value) &&
      !NotStartsWith.some((one) => value.startsWith(one)) &&
      !NotEndsWith.some((one) => value.endsWith(one))
    );
  });
