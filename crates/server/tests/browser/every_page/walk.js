// Where the focus is: null at the end of the page, else what is wrong there.
const e = document.activeElement;
if (!e || e === document.body || e === document.documentElement) return null;
// the focus is in another document, which is looked at by itself
if (e.tagName === 'IFRAME') { e.dataset.walked = 'yes'; return []; }
if (e.dataset.walked) return null;
e.dataset.walked = 'yes';
const name = e.outerHTML.slice(0, 110);
const rings = [getComputedStyle(e), getComputedStyle(e, '::after')];
if (e.closest('label')) rings.push(getComputedStyle(e.closest('label')));
// `auto` is the browser's own ring, which is wider than it says
const seen = rings.some((s) => s.outlineStyle === 'auto' || (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2));
const box = e.getClientRects()[0] ?? e.getBoundingClientRect();
const middle = (from, to, most) => (Math.max(from, 0) + Math.min(to, most)) / 2;
const top = document.elementFromPoint(middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight));
const covered = !(top && (top === e || e.contains(top) || top.contains(e)));
return [...(seen ? [] : [`no focus ring: ${name}`]), ...(covered ? [`focus is covered: ${name}`] : [])];
