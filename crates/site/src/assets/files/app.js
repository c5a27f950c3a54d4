// What the shop does beyond links and forms. Without this file everything still works.
//
// data-swap="id"   on a link or form: fetch it, put the element of that id from the answer into the page
// data-say         on an element in a swapped part: its words are told to screen readers
// data-again="5"   on a link: follow it again in so many seconds, as long as the page is looked at
// data-requote     on a form control: a change asks the server for new figures
// data-focus       on an element: takes the focus when it appears
// data-reveal="id" on a button: shows what is typed into a password field, and hides it again
// data-menu        on details: closes when something else is pressed, and on Escape
'use strict';
(() => {
  const policy = window.trustedTypes?.createPolicy('souk', { createHTML: (html) => html });
  const live = document.getElementById('live');
  const sayLater = (words) => { if (live && words) { live.textContent = ''; requestAnimationFrame(() => { live.textContent = words; }); } };
  let flight = null;
  const address = () => location.pathname + location.search;
  let shown = address();

  const parse = (html) => new DOMParser().parseFromString(policy ? policy.createHTML(html) : html, 'text/html');

  // A block comes bare, a page whole; either way the children of the named element are what is wanted.
  const pieces = (html, id) => {
    const page = parse(html);
    const part = page.getElementById(id);
    const door = page.getElementById('cart-door');
    if (door) document.getElementById('cart-door')?.replaceWith(document.adoptNode(door));
    return [...(part ?? page.body).childNodes].map((node) => document.adoptNode(node));
  };

  const keyOf = (element) => {
    if (!element || element === document.body) return null;
    if (element.id) return `#${CSS.escape(element.id)}`;
    const name = element.getAttribute('name');
    if (!name) return null;
    const value = element.getAttribute('value');
    const own = `[name="${CSS.escape(name)}"]`;
    return /^(radio|checkbox|submit)$/.test(element.type) && value ? `${own}[value="${CSS.escape(value)}"]` : own;
  };

  const show = (id, html) => {
    const place = document.getElementById(id);
    if (!place) return false;
    const focused = place.contains(document.activeElement) ? document.activeElement : null;
    const key = keyOf(focused);
    const scope = focused?.closest('[id]')?.id;
    const open = [...place.querySelectorAll('details')].map((one) => one.open);
    const top = window.scrollY;
    const fresh = pieces(html, id);
    // The focus is ours to give here; the attribute is for pages that come whole.
    fresh.forEach((one) => one.querySelectorAll?.('[autofocus]').forEach((inner) => inner.removeAttribute('autofocus')));
    place.replaceChildren(...fresh);
    place.querySelectorAll('details').forEach((one, index) => { if (open[index]) one.open = true; });
    window.scrollTo({ top, behavior: 'instant' });
    const urgent = place.querySelector('[data-focus]');
    if (urgent) urgent.focus();
    else if (focused) ((scope && document.getElementById(scope) || place).querySelector(key ?? ':not(*)') ?? (key && place.querySelector(key)) ?? document.getElementById('main'))?.focus({ preventScroll: true });
    sayLater(place.querySelector('[data-say]')?.textContent.trim());
    wake(place);
    return true;
  };

  const swap = async (id, url, options, keep) => {
    flight?.abort();
    const mine = flight = new AbortController();
    const place = document.getElementById(id);
    place?.setAttribute('aria-busy', 'true');
    try {
      const answer = await fetch(url, { ...options, signal: mine.signal, credentials: 'same-origin', headers: { 'Souk-Fragment': id } });
      const type = answer.headers.get('content-type') ?? '';
      if (!type.startsWith('text/html') || answer.status >= 500) throw new Error('not a page');
      // An answer that leads to another page (an order after checkout) is a page to go to, not a part of this one.
      if (answer.redirected && new URL(answer.url).pathname !== location.pathname) { location.assign(answer.url); return true; }
      const html = await answer.text();
      if (!show(id, html)) throw new Error('no place');
      if (keep) { history.pushState({ swap: id }, '', answer.redirected ? answer.url : url); shown = address(); }
      return true;
    } catch (error) {
      return error.name === 'AbortError';
    } finally {
      place?.removeAttribute('aria-busy');
    }
  };

  document.addEventListener('click', async (event) => {
    const link = event.target.closest('a[href]');
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const thumbs = link.closest('.thumbs');
    if (thumbs) {
      const picture = document.getElementById(link.hash.slice(1));
      if (!picture) return;
      event.preventDefault();
      picture.parentElement.scrollTo({ left: picture.offsetLeft - picture.parentElement.offsetLeft });
      thumbs.querySelectorAll('[aria-current]').forEach((one) => one.removeAttribute('aria-current'));
      link.setAttribute('aria-current', 'true');
      return;
    }
    const id = link.dataset.swap;
    if (!id) return;
    event.preventDefault();
    if (!await swap(id, link.href, {}, true)) location.assign(link.href);
  });

  document.addEventListener('submit', async (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.dataset.swap) return;
    const button = event.submitter;
    const data = new FormData(form, button);
    const post = form.method === 'post';
    const url = new URL(button?.getAttribute('formaction') ?? form.action, location.href);
    if (!post) url.search = new URLSearchParams([...data].filter(([, value]) => value !== '')).toString();
    event.preventDefault();
    const done = await swap(form.dataset.swap, url, post ? { method: 'POST', body: new URLSearchParams(data) } : {}, !post);
    if (!done) { delete form.dataset.swap; form.requestSubmit(button); }
  });

  document.addEventListener('change', (event) => {
    const button = event.target.closest('[data-requote]')?.form?.querySelector('[value="update"]');
    if (button) button.form.requestSubmit(button);
  });

  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-reveal]');
    const field = button && document.getElementById(button.dataset.reveal);
    if (field) {
      const shows = field.type === 'password';
      field.type = shows ? 'text' : 'password';
      button.setAttribute('aria-pressed', String(shows));
    }
    document.querySelectorAll('[data-menu][open]').forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });
  document.addEventListener('keydown', (event) => {
    const menu = event.key === 'Escape' && document.querySelector('[data-menu][open]');
    if (menu) { menu.open = false; menu.querySelector('summary').focus(); }
  });

  // A second press of the paying button sends nothing; the server would refuse it anyway.
  document.addEventListener('submit', (event) => {
    const { form } = event.submitter ?? {};
    if (event.defaultPrevented || !form?.hasAttribute('data-once')) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = 'yes';
    event.submitter.setAttribute('aria-busy', 'true');
  });
  window.addEventListener('pageshow', () => document.querySelectorAll('[data-sent]').forEach((form) => { delete form.dataset.sent; form.querySelector('[aria-busy]')?.removeAttribute('aria-busy'); }));
  // A link to a place on this page comes here too, and nothing that was typed may go for it.
  window.addEventListener('popstate', () => { if (address() !== shown) location.reload(); });

  const wake = (root) => {
    const again = root.querySelector('[data-again]');
    if (!again) return;
    const follow = async () => {
      if (!again.isConnected) return;
      if (document.hidden || !await swap(again.dataset.swap, again.href, {}, false)) setTimeout(follow, again.dataset.again * 1000);
    };
    setTimeout(follow, again.dataset.again * 1000);
  };
  wake(document);
  document.querySelector('[data-focus]')?.focus();
})();
