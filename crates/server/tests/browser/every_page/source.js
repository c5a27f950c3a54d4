// Answers the HTML at an address as the server sends it. With mistakes on the page that is shown, its form is sent as a browser without script would.
const done = arguments[arguments.length - 1];
const checkout = document.querySelector('#checkout-form');
const form = document.querySelector('#errors') && (checkout ?? document.querySelector('main form'));
const body = form && new URLSearchParams([...new FormData(form), ...(checkout ? [['do', 'pay']] : [])]);
fetch(form ? form.action : arguments[0], form ? { method: 'POST', body } : {}).then((answer) => answer.text()).then(done, (error) => done(String(error)));
