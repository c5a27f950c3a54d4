// Looks at what has the focus before each step of Tab. The first step begins at the top of the page, wherever the focus was.
document.querySelectorAll('[data-walked]').forEach((e) => delete e.dataset.walked);
document.body.tabIndex = -1;
document.body.focus();
document.body.removeAttribute('tabindex');
window.walk?.end();
window.walk = { faults: [], over: false, last: document.body };
walk.look = () => {
  const e = document.activeElement;
  if (walk.over || e === walk.last) return walk.over;
  walk.last = e;
  walk.over = !e || e === document.body || e === document.documentElement || (e.tagName !== 'IFRAME' && Boolean(e.dataset.walked));
  if (walk.over) return true;
  e.dataset.walked = 'yes';
  // the focus is in another document, which is looked at by itself
  if (e.tagName === 'IFRAME') return false;
  const name = e.outerHTML.slice(0, 110);
  const rings = [getComputedStyle(e), getComputedStyle(e, '::after')];
  if (e.closest('label')) rings.push(getComputedStyle(e.closest('label')));
  // `auto` is the browser's own ring, which is wider than it says
  const seen = rings.some((s) => s.outlineStyle === 'auto' || (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2));
  const box = e.getClientRects()[0] ?? e.getBoundingClientRect();
  const middle = (from, to, most) => (Math.max(from, 0) + Math.min(to, most)) / 2;
  const top = document.elementFromPoint(middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight));
  const covered = !(top && (top === e || e.contains(top) || top.contains(e)));
  if (!seen) walk.faults.push(`no focus ring: ${name}`);
  if (covered) walk.faults.push(`focus is covered: ${name}`);
  return false;
};
walk.step = (event) => { if (event.key === 'Tab') walk.look(); };
walk.end = () => removeEventListener('keydown', walk.step, true);
addEventListener('keydown', walk.step, true);
return document.querySelector('iframe') !== null;
