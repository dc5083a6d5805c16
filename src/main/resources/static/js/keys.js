// The desk by keyboard: a palette of everything one can go to or do on this page, and single keys for what is done
// often. Single keys rest while somebody types.
(function () {
  const palette = document.getElementById('palette');
  if (!palette) return;
  const field = palette.querySelector('input');
  const list = palette.querySelector('ul');
  let found = [];

  function words(it) { return (it.getAttribute('aria-label') || it.textContent).replace(/\s+/g, ' ').trim(); }

  function commands() {
    const all = [...document.querySelectorAll('.desk-nav a, .views a, #mine-list a, main a, main button, .desk-bar button')];
    const seen = new Set();
    return all.filter((it) => {
      const said = words(it);
      if (!said || it.disabled || seen.has(said) || !it.getClientRects().length) return false;
      seen.add(said);
      return true;
    });
  }

  function show() {
    const asked = field.value.toLowerCase();
    list.replaceChildren(...found.filter((it) => words(it).toLowerCase().includes(asked)).slice(0, 12).map((it, i) => {
      const item = document.createElement('li');
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = words(it);
      button.className = i ? 'quiet' : 'quiet first';
      button.addEventListener('click', () => { palette.close(); it.focus(); it.click(); });
      item.append(button);
      return item;
    }));
  }

  function open() {
    found = commands();
    field.value = '';
    show();
    palette.showModal();
    field.focus();
  }

  function step(by) {
    const rows = [...document.querySelectorAll('#mine-list a, .desk-list tbody a')];
    const at = rows.findIndex((it) => it.hasAttribute('aria-current') || it === document.activeElement);
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + by))];
    if (!next) return;
    next.focus();
    if (document.getElementById('words')) next.click();
  }

  const keys = {
    j: () => step(1),
    k: () => step(-1),
    r: () => document.getElementById('words')?.focus(),
    n: () => { const note = document.querySelector('[data-note]'); if (note) { note.click(); document.getElementById('words').focus(); } },
    t: () => document.querySelector('[data-take]')?.click(),
    '/': () => document.querySelector('input[type="search"]')?.focus(),
    '?': () => document.getElementById('keys').showModal(),
  };

  field.addEventListener('input', show);
  palette.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.target === field) { event.preventDefault(); list.querySelector('button')?.click(); }
  });
  document.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') { event.preventDefault(); open(); return; }
    const typing = event.target.closest('input, textarea, select, [contenteditable], dialog[open]');
    if (event.key === 'Escape' && typing && !typing.closest('dialog')) { typing.blur(); return; }
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const act = keys[event.key];
    if (act) { event.preventDefault(); act(); }
  });
})();
