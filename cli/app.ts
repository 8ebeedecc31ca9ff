import { runInClone } from './run-in-clone';

export const appVerbs = ['show', 'approve', 'suspend', 'restore'] as const;
export type AppVerb = (typeof appVerbs)[number];

/** The options of `dip app`, as they were typed and checked. */
export interface AppOptions {
  readonly verb: AppVerb;
  readonly id: string;
  /** One subscription. @default the application itself */
  readonly api?: string;
  readonly reason?: string;
  readonly environment: string;
  /** ARN of the role to act as. @default the environment's operator, or who runs the platform on this machine */
  readonly role?: string;
  readonly mfaSerial?: string;
  readonly mfaCode?: string;
  readonly json: boolean;
}

/** Shows, stops or lets in an application of an environment. Answers the exit code. */
export const app = (options: AppOptions): Promise<number> =>
  runInClone('app/main.ts', options, 'Reaching an application');
