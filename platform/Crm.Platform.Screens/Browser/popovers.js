// Menus are native popovers: top layer, light dismiss and Escape come with the browser. Here they get a place and arrow keys.
const gap = 4;
const margin = 8;

function place(popover) {
  const button = document.querySelector(`[popovertarget="${CSS.escape(popover.id)}"]`);
  if (!button || matchMedia('(max-width: 640px)').matches && popover.dataset.sheet !== undefined) return;
  const at = button.getBoundingClientRect();
  const size = popover.getBoundingClientRect();
  const end = popover.dataset.align === 'end';
  const left = Math.min(Math.max(end ? at.right - size.width : at.left, margin), innerWidth - size.width - margin);
  const below = at.bottom + gap + size.height <= innerHeight - margin || at.top < size.height;
  popover.style.left = `${left}px`;
  popover.style.top = `${below ? at.bottom + gap : at.top - gap - size.height}px`;
}

const items = menu => [...menu.querySelectorAll('[role^=menuitem]:not([disabled])')];

function move(menu, key) {
  const all = items(menu);
  const now = all.indexOf(document.activeElement);
  const next = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: all.length - 1 }[key];
  all.at(next >= all.length ? 0 : next)?.focus();
}

export function startPopovers() {
  document.addEventListener('toggle', event => {
    const popover = event.target;
    if (!popover.hasAttribute?.('popover')) return;
    document.querySelector(`[popovertarget="${CSS.escape(popover.id)}"]`)?.setAttribute('aria-expanded', String(event.newState === 'open'));
    if (event.newState !== 'open') return;
    place(popover);
    (popover.querySelector('[autofocus]') ?? items(popover)[0])?.focus();
  }, true);

  document.addEventListener('keydown', event => {
    const menu = event.target.closest?.('[popover][role=menu]');
    if (!menu || !['ArrowDown', 'ArrowUp', 'Home', 'End'].includes(event.key)) return;
    event.preventDefault();
    move(menu, event.key);
  });

  // Choosing closes, unless the menu is one of several choices.
  document.addEventListener('click', event => {
    const item = event.target.closest?.('[popover] [role=menuitem], [popover] [role=menuitemradio], [popover] [data-close]');
    item?.closest('[popover]').hidePopover();
  });
}
