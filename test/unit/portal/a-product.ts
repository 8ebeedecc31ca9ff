import { changeRow } from '../../../domain/change-row';
import { aRegistryEntry } from '../../builders';
import { answers } from '../../onboarding-answers';
import { type ABrowser, aDeveloper, anApplicationOf } from './a-browser';
import { aPortal } from './a-portal';
import { idIn, joinTeam } from './a-team';

export const api = 'hello-world';
/** A publisher's team of two, and a team with a product that asks for their API. */
export async function aProduct({ production = true, version }: { production?: boolean; version?: string } = {}) {
  const portal = aPortal({ settings: { production } });
  const [ada, bob] = [await aDeveloper(portal, 'ada@example.nhs.uk'), await aDeveloper(portal, 'bob@example.nhs.uk')];
  const publishers = idIn((await ada.submit('/teams/new', '/teams', { name: 'Publishers' })).headers.get('location'));
  await joinTeam(portal, ada, publishers, bob, 'bob@example.nhs.uk', 'member');
  const publisher = { organisation: 'A publisher', thirdParty: false, team: publishers };
  await portal.registry.save(
    aRegistryEntry({ usagePlanId: 'plan-1', publisher, subscriptions: 'on-assurance' }),
    undefined,
  );
  const grace = await aDeveloper(portal, 'grace@example.nhs.uk');
  const application = await anApplicationOf(grace);
  const team = (await portal.applications.find(application))?.team ?? '';
  const made = await grace.submit('/products/new', '/products', { name: 'Ward charts', team });
  const product = /^\/products\/([^?]+)/.exec(made.headers.get('location') ?? '')?.[1] ?? '';
  const base = `/products/${product}/apis/${api}`;
  await grace.submit(`/products/${product}`, `/products/${product}/apis`, { api, application });
  if (version) {
    // As one that was begun while that was the latest.
    await changeRow(portal.products, product, (found) => ({
      ...found,
      submissions: found.submissions.map((one) => ({ ...one, version })),
    }));
  }
  const organisation = `/teams/${team}/organisation`;
  const state = async () => (await portal.products.find(product))?.submissions[0]?.state;
  const standing = async () => (await portal.applications.find(application))?.subscriptions[api]?.status;
  const answer = (who: ABrowser, section: string, given = answers[section] ?? {}) =>
    who.submit(`${base}/${section}`, `${base}/${section}`, given);
  const answerAll = async () => {
    await grace.submit(organisation, organisation, { name: 'A trust', type: 'hospital-trust' });
    for (const section of Object.keys(answers)) {
      // Some questions come of an answer before them.
      await answer(grace, section);
      await answer(grace, section);
    }
  };
  const submit = () => grace.submit(base, `${base}/submit`);
  const page = `/producer/${api}/products/${product}`;
  const review = (who: ABrowser, move: string, more: Record<string, string> = {}) =>
    who.submit(page, page, { move: `reviewer ${move}`, reason: '', ...more });
  return {
    portal,
    ada,
    bob,
    grace,
    team,
    application,
    product,
    base,
    page,
    state,
    standing,
    answer,
    answerAll,
    submit,
    review,
  };
}
