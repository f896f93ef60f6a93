// Moving through a list by keyboard happens here alone: no round trip per row.
const rows = () => [...document.querySelectorAll('[data-rows] [data-row]')].filter(row => row.checkVisibility());

function go(step) {
  const all = rows();
  if (all.length === 0) return false;
  const now = all.findIndex(row => row.contains(document.activeElement));
  const next = all[Math.min(Math.max(now + step, 0), all.length - 1)];
  next.querySelector('a')?.focus();
  next.scrollIntoView({ block: 'nearest' });
  return true;
}

const steps = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

export function startLists() {
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.('input:not([type=checkbox]), textarea, select, [popover]')) return;
    const row = event.target.closest?.('[data-row]');
    const arrow = event.key.startsWith('Arrow');
    if (event.key in steps && (!arrow || row) && go(steps[event.key])) event.preventDefault();
    else if (row && event.key === 'x') row.querySelector('input[type=checkbox]')?.click();
    else if (row && event.key === 'e') row.querySelector('[data-edit]')?.click();
  });

  // The whole row opens the record; controls in it keep their own meaning.
  document.addEventListener('click', event => {
    const row = event.target.closest?.('[data-rows] [data-row]');
    if (!row || event.target.closest('a, button, input, label, select') || getSelection()?.toString()) return;
    row.querySelector('a')?.click();
  });
}
