import { createHash, randomUUID } from 'node:crypto';

export interface QueueSettings {
  readonly name: string;
  readonly arn: string;
  readonly visibilityMillis: number;
  readonly keyName?: string;
  readonly redrive?: { readonly targetArn: string; readonly maximumReceives: number };
}

export interface QueueMessage {
  readonly id: string;
  readonly body: string;
  readonly attributes: unknown;
  readonly sentAt: number;
  receives: number;
  /** Given out again once this time has passed. */
  visibleAt: number;
  receipt: string;
}

/** One standard queue, in memory: what waits when the host stops is lost, as nothing durable depends on it here. */
export class Queue {
  readonly settings: QueueSettings;
  readonly #now: () => number;
  readonly #messages = new Map<string, QueueMessage>();
  /** Lets whoever polls the queue take all that may be given out now, and settles when it has. */
  drain: () => Promise<void> = async () => undefined;

  constructor(settings: QueueSettings, now: () => Date) {
    this.settings = settings;
    this.#now = () => now().getTime();
  }

  send(body: string, attributes: unknown = {}, delayMillis = 0): QueueMessage {
    const sentAt = this.#now();
    const message = {
      id: randomUUID(),
      body,
      attributes,
      sentAt,
      receives: 0,
      visibleAt: sentAt + delayMillis,
      receipt: '',
    };
    this.#messages.set(message.id, message);
    setImmediate(() => void this.drain());
    return message;
  }

  /** Up to `maximum` messages; those received too often go to `deadLetters` instead. */
  receive(maximum: number, deadLetters: Queue | undefined, visibilityMillis = this.settings.visibilityMillis) {
    const received: QueueMessage[] = [];
    for (const message of this.#messages.values()) {
      if (received.length >= maximum || message.visibleAt > this.#now()) continue;
      const { redrive } = this.settings;
      if (redrive && deadLetters && message.receives >= redrive.maximumReceives) {
        this.#messages.delete(message.id);
        deadLetters.send(message.body, message.attributes);
        continue;
      }
      message.receives += 1;
      message.visibleAt = this.#now() + visibilityMillis;
      message.receipt = randomUUID();
      received.push(message);
    }
    return received;
  }

  delete(receipt: string): void {
    for (const { id, receipt: current } of this.#messages.values()) if (current === receipt) this.#messages.delete(id);
  }

  changeVisibility(receipt: string, visibilityMillis: number): void {
    for (const message of this.#messages.values()) {
      if (message.receipt === receipt) message.visibleAt = this.#now() + visibilityMillis;
    }
    setImmediate(() => void this.drain());
  }

  /** What may be given out now, as new messages of another queue. */
  moveAll(to: Queue): void {
    for (const { id, body, attributes, visibleAt } of this.#messages.values()) {
      if (visibleAt > this.#now()) continue;
      this.#messages.delete(id);
      to.send(body, attributes);
    }
  }

  purge(): void {
    this.#messages.clear();
  }

  counts(): { readonly visible: number; readonly inFlight: number } {
    const visible = [...this.#messages.values()].filter(({ visibleAt }) => visibleAt <= this.#now()).length;
    return { visible, inFlight: this.#messages.size - visible };
  }
}

export const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
