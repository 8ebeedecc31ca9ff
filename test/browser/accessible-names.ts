import type { CDPSession, Page } from 'playwright-core';

/** Roles that someone acts on, or that stand for what cannot be seen: each must say what it is. */
const named: ReadonlySet<string> = new Set(
  'button link textbox searchbox combobox listbox option checkbox radio switch slider spinbutton tab menuitem image img figure dialog radiogroup group navigation alertdialog DisclosureTriangle'.split(
    ' ',
  ),
);

interface AccessibleNode {
  readonly ignored: boolean;
  readonly role?: { readonly value?: string };
  readonly name?: { readonly value?: string };
  readonly backendDOMNodeId?: number;
}

/**
 * What assistive technology is told nothing of, as the browser itself works names out, and labels that lead to no
 * control: a radio that lost its label to another element of its id has a name for no rule of axe to miss.
 */
export async function namelessParts(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  try {
    const { nodes } = (await session.send('Accessibility.getFullAXTree')) as { nodes: AccessibleNode[] };
    const nameless = nodes.filter(
      ({ ignored, role, name }) => !ignored && named.has(role?.value ?? '') && !name?.value?.trim(),
    );
    const parts = nameless.map(async ({ role, backendDOMNodeId }) => {
      const at = backendDOMNodeId === undefined ? '' : await elementAt(session, backendDOMNodeId);
      // Its summary, which is asked for a name of its own, says what it is.
      return at.startsWith('<details') ? [] : [`${role?.value} without a name at ${at}`];
    });
    return [...(await Promise.all(parts)).flat().slice(0, 5), ...(await deadLabels(page))];
  } finally {
    await session.detach();
  }
}

async function elementAt(session: CDPSession, backendNodeId: number): Promise<string> {
  const { outerHTML } = await session.send('DOM.getOuterHTML', { backendNodeId });
  return outerHTML.slice(0, 160);
}

/** Of each label what it leads to, and whether that is told the label's words. */
const deadLabels = (page: Page): Promise<string[]> =>
  page.evaluate(`[...document.querySelectorAll('label')]
    .filter((label) => label.control === null || label.textContent.trim() === '')
    .map((label) => 'label of nothing: ' + label.outerHTML.slice(0, 160))`);
