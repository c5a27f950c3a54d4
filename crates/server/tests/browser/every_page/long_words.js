// Makes each of the given names a word of two hundred letters wherever the page shows it, answers what that makes wider than
// the window, and puts the names back.
const long = 'Donaudampfschifffahrt'.repeat(10).slice(0, 200);
const names = arguments[0];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const changed = [];
for (let node = walker.nextNode(); node; node = walker.nextNode()) {
  if (['SCRIPT', 'STYLE', 'TEXTAREA'].includes(node.parentElement.tagName)) continue;
  const before = node.data;
  const after = names.reduce((text, name) => text.replaceAll(name, long), before);
  if (after === before) continue;
  changed.push([node, before]);
  node.data = after;
}
const wide = document.documentElement.scrollWidth;
const out = wide <= innerWidth ? [] : [...document.body.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > innerWidth + 0.5);
const told = out.slice(0, 5).map((e) => e.outerHTML.slice(0, 80)).join(' | ');
changed.forEach(([node, before]) => { node.data = before; });
return wide <= innerWidth ? [] : [`a long word makes it ${wide} px wide in a window of ${innerWidth}: ${told}`];
