import type { KeptKeySet } from '../../domain/tokens/kept-key-set';
import type { KeySetStore } from '../../domain/tokens/key-set-store';
import { MemoryRevisedRows } from './memory-revised-rows';

export class MemoryKeySetStore extends MemoryRevisedRows<KeptKeySet> implements KeySetStore {}
