// Answers what people wrote that pages show: names of products, sellers and categories, longest first, so that none is looked
// for in the middle of another.
const done = arguments[arguments.length - 1];
const read = (path) => fetch(`/api/v1/${path}`).then((answer) => answer.json()).then((list) => list.items);
const names = (items) => items.flatMap((item) => [item.name, ...names(item.children ?? [])]);
Promise.all(['products?limit=100', 'categories'].map(read)).then(([products, categories]) => {
  const sellers = products.map((product) => product.vendor?.name ?? '');
  const all = new Set([...names(products), ...sellers, ...names(categories)]);
  done([...all].filter((name) => name.length > 2).sort((one, other) => other.length - one.length));
}, (error) => done(String(error)));
