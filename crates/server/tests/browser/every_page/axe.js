// Answers one text for each violation: the rule, what it says, and where. What is in a frame has a visit of its own.
const done = arguments[arguments.length - 1];
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
axe.run({ runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'], iframes: false }).then(
  (found) => done(found.violations.map((one) => `${one.id}: ${one.help}: ${one.nodes.map((node) => node.target.join(' ')).join(' | ')}`)),
  (error) => done([String(error)]),
);
