import type { Rows } from '../change-row';
import type { Application } from './application';

/** The registered applications of one environment. */
export type ApplicationStore = Rows<Application>;
