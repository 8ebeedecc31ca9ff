import { html } from 'hono/html';
import type { Audit } from '../audit';
import { type Finding, isUnacknowledgedError, noEnvironment } from '../checks/finding';
import { type Evidence, unjudged } from '../evidence/evidence';
import { endpointsSection } from './endpoints-section';
import { findingsSection } from './findings-section';
import { functionsSection } from './functions-section';
import type { Html } from './html';
import { rulesSection } from './rules-section';
import { serviceRecordsSection } from './service-records-section';
import { storesSection } from './stores-section';
import { style } from './style';
import { table } from './table';
import { plural } from './words';

/** The whole report as one page that needs nothing else: no script, no font, no picture. */
export async function page({ evidence, findings, failures }: Audit): Promise<string> {
  const of = (environment: string) => findings.filter((finding) => finding.environment === environment);
  const whole = await html`<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Audit report – Digital Interoperability Platform</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#content">Skip to main content</a>
<header><div class="width"><p>Digital Interoperability Platform</p></div></header>
<main id="content"><div class="width">
<h1>Audit report</h1>
<p class="lead">What the platform keeps, where, for how long, why, and who can read it, as its deployment templates prove it.</p>
${verdict(failures)}
<p>The report is made from the CloudFormation templates that a deployment sends to AWS: every store, permission and endpoint below is one that a template makes. A template proves what is deployed; it does not prove what people do with the access that they have.</p>
${overview(evidence, of)}
<nav aria-label="Environments">${contents(evidence)}</nav>
${evidence.map((one) => environmentSection(one, of(one.environment)))}
${shared(of(noEnvironment))}
${glossary}
</div></main>
<footer><div class="width"><p>The same findings stand in <code>findings.csv</code> and <code>findings.json</code>, and the evidence in <code>evidence.json</code>, beside this page.</p></div></footer>
</body>
</html>
`;
  return String(whole);
}

const verdict = (failures: readonly Finding[]): Html =>
  failures.length === 0
    ? html`<div class="panel"><p><strong>The platform keeps its laws.</strong> Every rule holds, and every exception has a recorded reason.</p></div>`
    : html`<div class="panel bad"><p><strong>The platform breaks a law.</strong> ${plural(failures.length, 'finding')} without a recorded reason, listed below under the environment.</p></div>`;

function overview(evidence: readonly Evidence[], of: (environment: string) => readonly Finding[]): Html {
  const count = (status: Finding['status']) => (one: Evidence) =>
    of(one.environment).filter((finding) => finding.status === status).length;
  return table<Evidence>(
    'Environments, in the order of the path to live',
    [
      { title: 'Environment', cell: ({ environment }) => html`<a href="#${environment}">${environment}</a>` },
      {
        title: 'Outcome',
        cell: ({ environment }) =>
          of(environment).some(isUnacknowledgedError)
            ? html`<strong class="tag bad">Failed</strong>`
            : html`<strong class="tag good">Passed</strong>`,
      },
      {
        title: 'What it did not judge',
        cell: (one) => [...(one.apis.length === 0 ? ['any API: none is published'] : []), ...unjudged(one)].join(', '),
      },
      { title: 'APIs', cell: ({ apis }) => apis.length, numeric: true },
      { title: 'Stores', cell: ({ stores }) => stores.length, numeric: true },
      { title: 'Endpoints', cell: ({ endpoints }) => endpoints.length, numeric: true },
      { title: 'Checks passed', cell: count('compliant'), numeric: true },
      { title: 'Exceptions with a reason', cell: count('acknowledged'), numeric: true },
      { title: 'Checks failed', cell: count('non-compliant'), numeric: true },
    ],
    evidence,
  );
}

const parts = [
  ['kept', 'what is kept'],
  ['services', 'what services store'],
  ['rules', 'rules'],
  ['findings', 'findings'],
  ['exceptions', 'exceptions'],
  ['endpoints', 'endpoints'],
  ['functions', 'functions'],
] as const;

const contents = (evidence: readonly Evidence[]): Html =>
  html`<ul class="plain">${evidence.map(
    ({ environment }) =>
      html`<li>${environment}: ${parts.map(([id, words], index) => html`${index > 0 ? ', ' : ''}<a href="#${environment}-${id}">${words}</a>`)}</li>`,
  )}</ul>`;

const environmentSection = (evidence: Evidence, findings: readonly Finding[]): Html => html`
<section aria-labelledby="${evidence.environment}">
<h2 id="${evidence.environment}">${evidence.environment}</h2>
${storesSection(evidence)}
${serviceRecordsSection(evidence)}
${rulesSection(evidence)}
${findingsSection(evidence.environment, findings)}
${endpointsSection(evidence)}
${functionsSection(evidence)}
</section>
`;

const shared = (findings: readonly Finding[]): Html =>
  findings.length === 0
    ? html``
    : html`<section aria-labelledby="${noEnvironment}">
<h2 id="${noEnvironment}">Stacks of no environment</h2>
${findingsSection(noEnvironment, findings)}
</section>
`;

const glossary = html`<h2 id="words">Words</h2>
<p>An <strong>exception</strong> is a finding of a rule that stands for a reason, written beside the code that causes it. A <strong>control</strong> names what a rule serves: “NCSC” the National Cyber Security Centre’s cloud security principles, by number; “DSPT” the outcomes of the Data Security and Protection Toolkit, in its version aligned with the Cyber Assessment Framework. <strong>Laws</strong> with a number are those of the platform’s design.</p>`;
