import type { Cloud, Resource } from '../assembly/cloud';

/** What a rule is asked about: a resource as its template has it, among everything it may refer to. */
export interface Subject {
  readonly resource: Resource;
  readonly cloud: Cloud;
  /** Whether the resource's environment is in production. */
  readonly production: boolean;
  /** The reason for which a finding of another pack is acknowledged for this resource, by its qualified id. */
  acknowledged(id: string): string | undefined;
}

export type Verdict =
  | 'compliant'
  | 'not-applicable'
  /** What breaks the rule, in words an engineer can act on. */
  | { readonly breaks: string }
  /** An exception that the rule itself provides for, with the reason given for it. */
  | { readonly declared: string };

/** One of the platform's own laws, as a question to every resource of some types. */
export interface Rule {
  readonly name: string;
  /** What holds, as a sentence. */
  readonly law: string;
  /** NCSC cloud security principles, and outcomes of the CAF-aligned Data Security and Protection Toolkit. */
  readonly control: string;
  /** Types of resource; every type where there are none. */
  readonly types: readonly string[];
  verdict(subject: Subject): Verdict;
}

/** The verdict over a list of things that may be wrong. */
export const unless = (...problems: readonly (string | false | undefined)[]): Verdict => {
  const found = problems.filter((problem) => typeof problem === 'string');
  return found.length > 0 ? { breaks: found.join('; ') } : 'compliant';
};
