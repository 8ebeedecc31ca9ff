import type { Rows } from '../change-row';
import type { Account } from './account';

export type AccountStore = Rows<Account>;
