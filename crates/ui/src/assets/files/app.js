// What the shop does beyond links and forms. Without this file everything still works.
//
// data-swap="id"   on a link or form: fetch it, put the element of that id from the answer into the page
// data-say         on an element in a swapped part: its words are told to screen readers
// data-key         on a control: it has the focus again after a swap, whatever its value is by then
// data-once        on a form, or on a button of one: it is sent once; its button shows that it is under way, with the words of data-busy
// data-enter       on a button: Enter presses it, except in the fields of #pay
// data-fresh       on an element: a page that holds it is asked for anew when somebody comes back to it
// data-again="5"   on a link: follow it again in so many seconds, as long as the page is looked at
// data-requote     on a form control: a change asks the server for new figures
// data-apply       on a form: it is sent whenever something in it changes
// data-step="1"    on a link beside a number: counts up or down without asking the server
// data-needed, data-odd   on a form control: what to say when it was left empty, or cannot be right
// data-share="URL" on a fold: shares the address with the system's own sheet, where there is one
// data-focus       on an element: takes the focus when it appears
// .gallery         its thumbs turn the big strip; arrow keys, Home and End too; a press on a picture opens the .lightbox
// data-reveal="id" on a button: shows what is typed into a password field, and hides it again
// data-sort        on a list: an item dragged over another presses its own button that moves it, for that one's place
// data-menu        on details: closes when something else is pressed or gets the focus, and on Escape
'use strict';
(() => {
  const policy = window.trustedTypes?.createPolicy('souk', { createHTML: (html) => html });
  const live = document.getElementById('live');
  const sayLater = (words) => { if (live && words) { live.textContent = ''; requestAnimationFrame(() => { live.textContent = words; }); } };
  let flight = null;
  const address = () => location.pathname + location.search;
  let shown = address();

  const parse = (html) => new DOMParser().parseFromString(policy ? policy.createHTML(html) : html, 'text/html');

  // A block comes bare, a page whole; either way the children of the named element are what is wanted. A page without it is another one.
  const pieces = (html, id) => {
    const page = parse(html);
    const part = page.getElementById(id);
    const door = page.getElementById('cart-link');
    if (door) document.getElementById('cart-link')?.replaceWith(document.adoptNode(door));
    if (!part && page.getElementById('main')) return null;
    return [...(part ?? page.body).childNodes].map((node) => document.adoptNode(node));
  };

  const keyOf = (element) => {
    if (!element || element === document.body) return null;
    if (element.dataset.key) return `[data-key="${CSS.escape(element.dataset.key)}"]`;
    if (element.id) return `#${CSS.escape(element.id)}`;
    const name = element.getAttribute('name');
    if (!name) return null;
    const value = element.getAttribute('value');
    const own = `[name="${CSS.escape(name)}"]`;
    return /^(radio|checkbox|submit)$/.test(element.type) && value ? `${own}[value="${CSS.escape(value)}"]` : own;
  };

  // Where the focus goes after a swap: to what had it; where that cannot have it any more, beside it; where it is gone, to the way back.
  const restOf = (place, scope, key) => {
    const near = (scope && document.getElementById(scope)) || place;
    const own = key && (near.querySelector(key) ?? place.querySelector(key));
    if (own?.disabled) return own.parentElement.querySelector('input, button:enabled');
    return own || place.querySelector('.toast button') || document.getElementById('main');
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
    if (!fresh) return false;
    // The focus is ours to give here; the attribute is for pages that come whole.
    fresh.forEach((one) => one.querySelectorAll?.('[autofocus]').forEach((inner) => inner.removeAttribute('autofocus')));
    place.replaceChildren(...fresh);
    place.querySelectorAll('details').forEach((one, index) => { if (open[index]) one.open = true; });
    window.scrollTo({ top, behavior: 'instant' });
    const urgent = place.querySelector('[data-focus]');
    if (urgent) urgent.focus();
    else if (focused) restOf(place, scope, key)?.focus({ preventScroll: true });
    sayLater(place.querySelector('[data-say]')?.textContent.trim());
    wake(place);
    place.dispatchEvent(new Event('shown', { bubbles: true }));
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
    const number = link.dataset.step && link.parentElement.querySelector('input');
    if (number) {
      event.preventDefault();
      const wanted = (parseInt(number.value, 10) || 1) + Number(link.dataset.step);
      number.value = Math.min(Math.max(wanted, Number(number.min) || 1), Number(number.max) || wanted);
      sayLater(number.value);
      return;
    }
    const id = link.dataset.swap;
    if (!id) return;
    event.preventDefault();
    if (!await swap(id, link.href, {}, true)) location.assign(link.href);
  });

  // A form that is sent once shows that it is under way. A second press sends nothing; the server would refuse it anyway.
  const labels = new WeakMap();
  const begin = (form, pressed) => {
    form.dataset.sent = 'yes';
    const button = pressed?.dataset.busy ? pressed : form.querySelector('[data-busy]') ?? pressed;
    if (!button) return;
    button.setAttribute('aria-busy', 'true');
    if (!button.dataset.busy) return;
    labels.set(button, [...button.childNodes]);
    button.replaceChildren(button.dataset.busy);
    sayLater(button.dataset.busy);
  };
  const rest = (form) => {
    delete form.dataset.sent;
    const button = [...form.elements].find((one) => one.matches('button[aria-busy]'));
    button?.removeAttribute('aria-busy');
    if (labels.has(button)) button.replaceChildren(...labels.get(button));
  };

  document.addEventListener('submit', async (event) => {
    const form = event.target;
    if (event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    const button = event.submitter;
    const data = new FormData(form, button);
    const quotes = button?.value === 'update' || /^(use|without)$/.test(button?.name);
    if ((form.hasAttribute('data-once') || button?.hasAttribute('data-once')) && !quotes) begin(form, button);
    if (!form.dataset.swap) return;
    const post = form.method === 'post';
    const url = new URL(button?.getAttribute('formaction') ?? form.action, location.href);
    if (!post) url.search = new URLSearchParams([...data].filter(([, value]) => value !== '')).toString();
    event.preventDefault();
    // The server sends no card and no password back: in the form that comes they stand as they were typed. New figures need neither.
    const secrets = [...form.querySelectorAll('input[id]')].filter((one) => /^(cc-|new-password)/.test(one.autocomplete));
    if (quotes) secrets.forEach(({ name }) => data.delete(name));
    const body = button?.hasAttribute('formenctype') ? data : new URLSearchParams(data);
    const done = await swap(form.dataset.swap, url, post ? { method: 'POST', body } : {}, !post);
    secrets.forEach(({ id, value }) => { const field = document.getElementById(id); if (field && value && !field.value) field.value = value; });
    if (!done) { rest(form); delete form.dataset.swap; form.requestSubmit(button); }
  });

  // The buttons of an item say the same for whoever does not drag.
  let dragged = null;
  const itemAt = ({ target }) => target.closest?.('[data-sort] > li');
  const over = (event) => {
    const item = itemAt(event);
    return dragged && item && item !== dragged && item.parentElement === dragged.parentElement ? item : null;
  };
  document.addEventListener('dragstart', (event) => { dragged = itemAt(event); });
  document.addEventListener('dragend', () => { dragged = null; });
  document.addEventListener('dragover', (event) => { if (over(event)) event.preventDefault(); });
  document.addEventListener('drop', (event) => {
    const item = over(event);
    const mover = item && dragged.querySelector('[name="earlier"], [name="later"]');
    if (!mover) return;
    event.preventDefault();
    const button = mover.cloneNode();
    button.hidden = true;
    button.value = mover.value.replace(/\d+$/, [...item.parentElement.children].indexOf(item) + 1);
    dragged.append(button);
    button.form.requestSubmit(button);
  });

  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing || !event.target.matches?.('input') || event.target.closest('#pay')) return;
    const button = event.target.form?.querySelector('[data-enter]');
    if (!button) return;
    event.preventDefault();
    button.form.requestSubmit(button);
  });

  document.addEventListener('change', (event) => {
    const button = event.target.closest('[data-requote]')?.form?.querySelector('[value="update"]');
    if (button) button.form.requestSubmit(button);
    else event.target.closest('form[data-apply]')?.requestSubmit();
  });

  // What the browser knows of a field is said beside it, in our words, once it was touched and left.
  const complain = (field) => {
    const { needed, odd } = field.dataset;
    const { valueMissing, valid } = field.validity;
    const words = valid ? '' : (valueMissing ? needed : odd) ?? '';
    const place = field.closest('.field');
    let line = place?.querySelector('.error');
    if (!place || (valid && !line)) return;
    if (!words) {
      line?.remove();
      field.removeAttribute('aria-invalid');
      if (field.getAttribute('aria-describedby') === `${field.id}-e`) field.removeAttribute('aria-describedby');
      return;
    }
    if (!line) {
      line = document.createElement('p');
      line.className = 'error';
      line.id = `${field.id}-e`;
      place.append(line);
    }
    line.textContent = words;
    field.setAttribute('aria-invalid', 'true');
    field.setAttribute('aria-describedby', line.id);
  };
  const touched = new WeakSet();
  document.addEventListener('input', (event) => {
    touched.add(event.target);
    if (event.target.getAttribute('aria-invalid') && event.target.validity.valid) complain(event.target);
  });
  // What pasting brings along: the server reads it as typed, so the pattern must too.
  const typed = (text) => text.normalize('NFKC').replace(/[\u2010-\u2015\u2212]/g, '-').replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g, '');
  // A card is written as it stands on the card: digits in groups, a slash after the month. Only at the end, so that the caret stays.
  document.addEventListener('input', ({ target, inputType }) => {
    if (inputType?.startsWith('delete') || target.selectionEnd !== target.value.length) return;
    const digits = target.value.replace(/\D/g, '');
    if (target.autocomplete === 'cc-number') {
      const groups = /^3[47]/.test(digits) ? /^(\d{1,4})(\d{1,6})?(\d{1,5})?/ : /^(\d{1,4})(\d{1,4})?(\d{1,4})?(\d{1,4})?(\d{1,3})?/;
      target.value = (groups.exec(digits) ?? []).slice(1).filter(Boolean).join(' ');
    } else if (target.autocomplete === 'cc-exp' && /^\d{2}\s*(\/\s*)*$/.test(target.value)) target.value = `${digits} / `;
  });
  document.addEventListener('focusout', (event) => {
    const field = event.target;
    if (field.pattern && field.value !== typed(field.value)) field.value = typed(field.value);
    if (touched.has(field) && (field.dataset.needed || field.dataset.odd)) complain(field);
  });

  document.addEventListener('click', (event) => {
    const fold = navigator.share && event.target.closest('summary')?.closest('[data-share]');
    if (!fold) return;
    event.preventDefault();
    navigator.share({ title: document.title, url: fold.dataset.share }).catch(() => { fold.open = true; });
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
  // It would cover what has the focus now.
  document.addEventListener('focusin', (event) => document.querySelectorAll('[data-menu][open]').forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; }));
  document.addEventListener('keydown', (event) => {
    const menu = event.key === 'Escape' && document.querySelector('[data-menu][open]');
    if (menu) { menu.open = false; menu.querySelector('summary').focus(); }
  });

  // Who comes back sees what is true now: a cart and what becomes of it anew, elsewhere what the header says of the cart.
  const recount = async () => {
    const door = document.getElementById('cart-link');
    if (!door) return;
    const answer = await fetch(door.href, { credentials: 'same-origin', headers: { 'Souk-Fragment': 'cart-link' } }).catch(() => null);
    if (!answer?.ok) return;
    pieces(await answer.text(), '');
    if (location.pathname !== new URL(door.href).pathname) document.getElementById('cart-link').removeAttribute('aria-current');
  };
  window.addEventListener('pageshow', ({ persisted }) => {
    document.querySelectorAll('[data-sent]').forEach(rest);
    if (persisted && document.querySelector('[data-fresh]')) location.reload();
    else if (persisted || performance.getEntriesByType('navigation')[0]?.type === 'back_forward') recount();
  });
  // A link to a place on this page comes here too, and nothing that was typed may go for it.
  window.addEventListener('popstate', () => { if (address() !== shown) location.reload(); });

  // A moment is told in the time of whoever reads it.
  const clock = new Intl.DateTimeFormat(document.documentElement.lang, { weekday: 'short', month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' });
  const wake = (root) => {
    root.querySelectorAll('time[datetime*="T"]').forEach((one) => { one.textContent = clock.format(new Date(one.dateTime)); });
    const again = root.querySelector('[data-again]');
    if (!again) return;
    const follow = async () => {
      if (!again.isConnected) return;
      if (document.hidden || !await swap(again.dataset.swap, again.href, {}, false)) setTimeout(follow, again.dataset.again * 1000);
    };
    setTimeout(follow, again.dataset.again * 1000);
  };
  wake(document);
  // A page that comes whole gives the focus by its own attribute.
  document.querySelector('[data-focus]:not([autofocus])')?.focus();
})();

// The gallery of a product: which picture is shown, and one of them over the page, as close as one likes.
(() => {
  const CLOSER = [1, 1.5, 2, 3, 4];
  const PAN = 0.15;
  const ways = { ArrowLeft: (at) => at - 1, ArrowRight: (at) => at + 1, Home: () => 0, End: (at, count) => count - 1 };
  const figuresOf = (gallery) => [...gallery.querySelectorAll('.big figure')];
  const at = (gallery) => Number(gallery.dataset.at ?? 0);

  const mark = (gallery, place) => {
    gallery.dataset.at = place;
    gallery.querySelectorAll('.thumbs a').forEach((link, own) => {
      if (own === place) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
      // one stop for Tab: arrow keys go from picture to picture
      link.tabIndex = own === place ? 0 : -1;
    });
    figuresOf(gallery).forEach((figure, own) => { figure.querySelector('a').tabIndex = own === place ? 0 : -1; });
  };
  const markAll = () => document.querySelectorAll('.gallery').forEach((gallery) => mark(gallery, at(gallery)));
  document.addEventListener('shown', markAll);
  markAll();

  const turnTo = (gallery, place) => {
    const figure = figuresOf(gallery)[place];
    if (!figure) return;
    mark(gallery, place);
    figure.parentElement.scrollTo({ left: figure.offsetLeft - figure.parentElement.offsetLeft });
  };

  // Makes the picture of the lightbox so many steps larger than the window; what was in the middle stays there.
  const zoom = (box, wanted) => {
    const stage = box.querySelector('.stage');
    const image = stage.firstElementChild;
    const step = Math.min(Math.max(wanted, 0), CLOSER.length - 1);
    if (!Number(box.dataset.step)) box.dataset.fit = image.getBoundingClientRect().width;
    const [across, down] = [(stage.scrollLeft + stage.clientWidth / 2) / stage.scrollWidth, (stage.scrollTop + stage.clientHeight / 2) / stage.scrollHeight];
    box.dataset.step = step;
    stage.toggleAttribute('data-closer', step > 0);
    image.style.inlineSize = step ? `${box.dataset.fit * CLOSER[step]}px` : '';
    stage.scrollTo({ left: across * stage.scrollWidth - stage.clientWidth / 2, top: down * stage.scrollHeight - stage.clientHeight / 2, behavior: 'instant' });
  };

  // Past the last one comes the first.
  const light = (box, wanted) => {
    const gallery = box.closest('.gallery');
    const figures = figuresOf(gallery);
    const place = (wanted + figures.length) % figures.length;
    const small = figures[place].querySelector('img');
    const image = document.createElement('img');
    Object.assign(image, { src: figures[place].querySelector('a').href, alt: small.alt, width: small.getAttribute('width'), height: small.getAttribute('height') });
    box.dataset.step = 0;
    const stage = box.querySelector('.stage');
    stage.removeAttribute('data-closer');
    stage.replaceChildren(image);
    box.querySelector('[role="status"]').textContent = figures[place].dataset.says;
    turnTo(gallery, place);
  };

  const open = (figure) => {
    const gallery = figure.closest('.gallery');
    const box = gallery.querySelector('.lightbox');
    light(box, figuresOf(gallery).indexOf(figure));
    box.showModal();
    box.querySelector('.stage').focus();
  };

  const deeds = {
    back: (box) => light(box, at(box.closest('.gallery')) - 1),
    on: (box) => light(box, at(box.closest('.gallery')) + 1),
    less: (box) => zoom(box, Number(box.dataset.step) - 1),
    more: (box) => zoom(box, Number(box.dataset.step) + 1),
    close: (box) => box.close(),
  };

  const held = (event) => event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;

  document.addEventListener('click', (event) => {
    const gallery = event.target.closest('.gallery');
    if (!gallery || held(event)) return;
    const deed = event.target.closest('[data-light]')?.dataset.light;
    if (deed) { deeds[deed](event.target.closest('.lightbox')); return; }
    const thumb = event.target.closest('.thumbs a');
    const figure = event.target.closest('.big figure');
    if (!thumb && !figure) return;
    event.preventDefault();
    if (figure) open(figure);
    else turnTo(gallery, [...gallery.querySelectorAll('.thumbs a')].indexOf(thumb));
  });

  document.addEventListener('dblclick', (event) => {
    const box = event.target.closest('.lightbox .stage img') && event.target.closest('.lightbox');
    if (box) zoom(box, Number(box.dataset.step) ? 0 : 2);
  });

  document.addEventListener('keydown', (event) => {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const box = event.target.closest?.('.lightbox');
    if (box) {
      const stage = box.querySelector('.stage');
      const gallery = box.closest('.gallery');
      const near = Number(box.dataset.step) > 0;
      const pan = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      if (event.key === '+' || event.key === '=') deeds.more(box);
      else if (event.key === '-') deeds.less(box);
      else if (near && pan) stage.scrollBy({ left: pan[0] * PAN * stage.clientWidth, top: pan[1] * PAN * stage.clientHeight });
      else if (!near && ways[event.key]) light(box, ways[event.key](at(gallery), figuresOf(gallery).length));
      else return;
      event.preventDefault();
      return;
    }
    const gallery = event.target.closest?.('.gallery');
    const way = gallery && event.target.closest('.big, .thumbs') && ways[event.key];
    if (!way) return;
    event.preventDefault();
    const count = figuresOf(gallery).length;
    turnTo(gallery, Math.min(Math.max(way(at(gallery), count), 0), count - 1));
    if (event.target.closest('.thumbs')) gallery.querySelector('.thumbs [aria-current]')?.focus();
  });

  // Whoever closes the lightbox is where its picture is. The event does not bubble.
  document.addEventListener('close', (event) => {
    const gallery = event.target.closest?.('.gallery');
    if (gallery) figuresOf(gallery)[at(gallery)]?.querySelector('a').focus({ preventScroll: true });
  }, true);

  // A finger moves the strip too.
  let settled;
  document.addEventListener('scroll', ({ target }) => {
    if (!target.matches?.('.gallery .big')) return;
    clearTimeout(settled);
    settled = setTimeout(() => mark(target.closest('.gallery'), Math.round(Math.abs(target.scrollLeft) / target.clientWidth)), 150);
  }, { capture: true, passive: true });
})();
