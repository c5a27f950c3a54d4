// The next Tab begins at the top of the page, wherever the focus was.
document.body.tabIndex = -1;
document.body.focus();
document.body.removeAttribute('tabindex');
