/** Asks a person, who may answer with nothing. */
export type Ask = (question: string) => Promise<string>;

/** Of a publication, what a person can be asked for. */
export interface StatedPublisher {
  readonly organisation?: string;
  readonly dataController?: string;
  readonly legalBasis?: string;
  /** The body that runs the platform publishes it, and states neither of the two. */
  readonly firstParty: boolean;
  readonly target?: string;
}

/** What the options leave open, asked in turn; an empty answer leaves it open. */
export async function askPublisher(
  ask: Ask,
  given: StatedPublisher,
  fileNamesTarget: boolean,
): Promise<StatedPublisher> {
  const answers = async (field: keyof StatedPublisher, question: string) => {
    const answer = given[field] === undefined ? await ask(question) : '';
    return answer === '' ? {} : { [field]: answer };
  };
  const organisation = await answers('organisation', 'Which organisation publishes the API');
  const firstParty =
    given.firstParty ||
    ((given.dataController ?? given.legalBasis) === undefined &&
      /^y(es)?$/i.test(await ask('Does it run the platform too, y or n')));
  return {
    ...given,
    ...organisation,
    firstParty,
    ...(!firstParty && {
      ...(await answers('dataController', 'Who is the data controller of what the API processes')),
      ...(await answers('legalBasis', 'On what legal basis, such as "UK GDPR Article 6(1)(e)"')),
    }),
    ...(!fileNamesTarget && (await answers('target', 'URL of the backend'))),
  };
}
