import type { KeptKeySet } from '../../domain/key-sets/kept-key-set';
import type { KeySetStore } from '../../domain/key-sets/key-set-store';
import { MemoryRevisedRows } from './memory-revised-rows';

export class MemoryKeySetStore extends MemoryRevisedRows<KeptKeySet> implements KeySetStore {}
