import type { KeptKeySet, KeySetStore } from '../../domain/key-sets/kept-key-set';
import { MemoryRevisedRows } from './memory-revised-rows';

export class MemoryKeySetStore extends MemoryRevisedRows<KeptKeySet> implements KeySetStore {}
