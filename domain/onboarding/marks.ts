/** What an answer says for or against access; a person decides all the same. */
export type AnswerMark = 'pass' | 'warn' | 'fail';
