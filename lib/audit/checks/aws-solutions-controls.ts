import { own } from '../../../domain/own';

/** What the rules of the AwsSolutions pack serve that speak of the platform's kinds of resource. */
const controls: Readonly<Record<string, string>> = {
  APIG1: 'NCSC 13; DSPT C1',
  APIG2: 'NCSC 11',
  APIG3: 'NCSC 11',
  APIG4: 'NCSC 11; DSPT B2',
  APIG6: 'NCSC 13',
  CFR1: 'NCSC 11',
  CFR2: 'NCSC 11',
  CFR3: 'NCSC 13; DSPT C1',
  CFR4: 'NCSC 1; DSPT B3',
  CFR5: 'NCSC 1; DSPT B3',
  COG1: 'NCSC 10; DSPT B2',
  COG2: 'NCSC 10; DSPT B2',
  COG3: 'NCSC 10; DSPT B2',
  COG4: 'NCSC 10; DSPT B2',
  DDB3: 'NCSC 2; DSPT B4',
  IAM4: 'NCSC 9; DSPT B2',
  IAM5: 'NCSC 9; DSPT B2',
  KDF1: 'NCSC 2; DSPT B3',
  KMS5: 'NCSC 2; DSPT B3',
  L1: 'NCSC 7; DSPT B4',
  S1: 'NCSC 13; DSPT C1',
  S2: 'NCSC 2; DSPT B3',
  S10: 'NCSC 1; DSPT B3',
  SMG4: 'NCSC 10; DSPT B2',
  SNS3: 'NCSC 1; DSPT B3',
  SQS2: 'NCSC 2; DSPT B3',
  SQS3: 'NCSC 5',
  SQS4: 'NCSC 1; DSPT B3',
};

/** @param rule without the pack's prefix; empty for one that speaks of nothing the platform has */
export const controlOf = (rule: string): string => own(controls, rule) ?? '';
