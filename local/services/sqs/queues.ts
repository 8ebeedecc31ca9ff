import { ServiceFailure } from '../../cloud/faults/service-failure';
import { Queue, type QueueMessage, type QueueSettings } from './queue';

/** The queues of the account, by ARN. */
export class Queues {
  readonly #now: () => Date;
  readonly #queues = new Map<string, Queue>();

  constructor(now: () => Date) {
    this.#now = now;
  }

  put(settings: QueueSettings): Queue {
    const queue = new Queue(settings, this.#now);
    this.#queues.set(settings.arn, queue);
    return queue;
  }

  find(arn: string): Queue | undefined {
    return this.#queues.get(arn);
  }

  /** By the name at the end of a queue's URL or ARN. */
  named(urlOrName: string): Queue {
    const name = urlOrName.split(/[/:]/).at(-1);
    const queue = [...this.#queues.values()].find(({ settings }) => settings.name === name);
    if (!queue) throw new ServiceFailure('QueueDoesNotExist', 'The specified queue does not exist.');
    return queue;
  }

  /** The queue whose dead letters go to `deadLetters`. */
  sourceOf(deadLetters: Queue): Queue {
    const source = this.all().find(({ settings }) => settings.redrive?.targetArn === deadLetters.settings.arn);
    if (!source)
      throw new ServiceFailure('ResourceNotFoundException', 'Source queue must be configured as a DLQ.', 404);
    return source;
  }

  receive(queue: Queue, maximum: number, visibilityMillis?: number): readonly QueueMessage[] {
    const target = queue.settings.redrive?.targetArn;
    return queue.receive(maximum, target ? this.find(target) : undefined, visibilityMillis);
  }

  all(): readonly Queue[] {
    return [...this.#queues.values()];
  }
}
