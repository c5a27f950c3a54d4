// Answers what in the header does not stand in one row beside the rest.
const parts = [...document.querySelectorAll('.top .bar .logo, .top .bar .shortcuts > a')].map((e) => [e, e.getBoundingClientRect()]);
const middle = (box) => box.top + box.height / 2;
const out = parts.filter(([, box], at) => at > 0 && (Math.abs(middle(box) - middle(parts[0][1])) > 2 || box.left < parts[at - 1][1].right - 0.5));
return out.map(([e]) => `${e.textContent.trim()} is not in the row in a window of ${innerWidth}`);
