import * as z from 'zod';
import type { PortalContext } from '../portal-context';
import { isSecretField } from './read-form';

const typedField = z.tuple([z.string().min(1).max(64), z.string().max(100_000)]);

/** A form that came after its session had ended: where it was going, and what was typed that is not secret. */
export const interruptedForm = z.object({
  action: z.string().regex(/^\/(applications|account)(\/[A-Za-z0-9-]+)*$/),
  fields: z.array(typedField).max(20),
});
export type InterruptedForm = z.infer<typeof interruptedForm>;

/** As it rests in the page while its sender signs in; undefined where it is none. */
export function parseInterrupted(text: string | undefined): InterruptedForm | undefined {
  try {
    return interruptedForm.safeParse(JSON.parse(text ?? '')).data;
  } catch {
    return undefined;
  }
}

/** What can be kept of the form that a request sends; undefined where it goes to no page that one signs in for. */
export async function interruptedBy(context: PortalContext): Promise<InterruptedForm | undefined> {
  const body = await context.req.parseBody().catch(() => ({}));
  const fields = Object.entries(body).filter(([name, value]) => typeof value === 'string' && !isSecretField(name));
  return interruptedForm.safeParse({ action: context.req.path, fields }).data;
}
