import type { SubmissionState } from '../../../domain/onboarding/submission';

/** Where a submission stands, as both sides read it. */
export const states: Readonly<Record<SubmissionState, string>> = {
  draft: 'In preparation',
  submitted: 'Waiting for the publisher',
  'in review': 'In review',
  returned: 'Returned with comments',
  approved: 'Approved',
  refused: 'Refused',
  suspended: 'Suspended',
  withdrawn: 'Withdrawn',
};
