/** What a caller is told who is let in to nothing, or not to this; gateway, authoriser and relay say it alike. */
export const denials = {
  unauthorised: 'Missing, invalid or expired credential',
  refused: 'The credential does not give access to this operation',
} as const;
