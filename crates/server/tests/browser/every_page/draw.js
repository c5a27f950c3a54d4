// Waits until every picture is drawn, also those that wait until somebody scrolls to them.
const done = arguments[arguments.length - 1];
const pictures = [...document.images];
for (const one of pictures) one.loading = 'eager';
Promise.all(pictures.map((one) => one.decode())).then(() => requestAnimationFrame(() => done('drawn')), (error) => done(String(error)));
