// Answers what makes the page wider than its window, if it is.
const wide = document.documentElement.scrollWidth;
if (wide <= innerWidth) return [];
const out = [...document.body.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > innerWidth + 0.5);
return [`${wide} px wide in a window of ${innerWidth}: ${out.slice(0, 5).map((e) => e.outerHTML.slice(0, 80)).join(' | ')}`];
