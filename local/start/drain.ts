import type { Engines } from './engines';

/** Settles once events have reached their targets and functions have taken what their queues can give out now. */
export async function drain({ events, queues }: Engines): Promise<void> {
  await events.settled();
  await Promise.all(queues.all().map((queue) => queue.drain()));
}
