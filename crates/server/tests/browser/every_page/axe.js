// Answers one text for each violation: the rule, what it says, and where. What is in a frame has a visit of its own.
const [ofColour, done] = arguments;
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const runOnly = ofColour ? { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } : { type: 'tag', values: tags };
axe.run({ runOnly, resultTypes: ['violations'], iframes: false }).then(
  (found) => done(found.violations.map((one) => `${one.id}: ${one.help}: ${one.nodes.map((node) => node.target.join(' ')).join(' | ')}`)),
  (error) => done([String(error)]),
);
