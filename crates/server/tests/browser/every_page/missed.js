// Ends the walk: what was found on it, and what could have the focus and did not get it.
walk.end();
const all = 'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea, summary, iframe, [tabindex="0"]';
const group = (e) => e.type === 'radio' && [...document.getElementsByName(e.name)].some((one) => one.dataset.walked);
const missed = [...document.querySelectorAll(all)]
  .filter((e) => e.tabIndex >= 0 && e.checkVisibility({ visibilityProperty: true }) && !e.dataset.walked && !group(e))
  .map((e) => `not reached by Tab: ${e.outerHTML.slice(0, 110)}`);
return [...walk.faults, ...missed];
