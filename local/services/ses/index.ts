import { Outbox } from './outbox';

export const startSes = () => ({ outbox: new Outbox() });
