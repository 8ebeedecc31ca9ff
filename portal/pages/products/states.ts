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
  'renewal submitted': 'Approved, and new answers wait for the publisher',
  'renewal in review': 'Approved, and new answers are in review',
  'renewal returned': 'Approved, and new answers were returned with comments',
};
