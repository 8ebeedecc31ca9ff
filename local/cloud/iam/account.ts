/** The account that a template's `AWS::AccountId` stands for, in its only region. */
export interface Account {
  readonly id: string;
  readonly region: string;
}
