// Keyboard shortcuts: whatever carries data-key="e" is pressed by E while nobody types.
const typing = element => element?.matches?.('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]');

const shown = element => element.checkVisibility?.() ?? element.offsetParent !== null;

function press(key) {
  const target = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find(shown);
  if (!target) return false;
  if (target.matches('input')) {
    target.focus();
    target.select();
  } else {
    target.click();
  }
  return true;
}

// The value being typed is only known to the page once its field is left.
function commit() {
  const field = document.activeElement;
  if (!typing(field)) return;
  field.blur();
}

function shortcut(event) {
  const command = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (command && key === 'k') return 'search';
  if (command && (key === 's' || key === 'enter')) return 'save';
  if (command || event.altKey || typing(event.target) || event.target.closest?.('[popover], .field-open, dialog')) return null;
  return key === '/' ? 'search' : /^[a-z]$/.test(key) && !event.shiftKey ? key : null;
}

export function startKeys() {
  document.addEventListener('keydown', event => {
    const key = shortcut(event);
    if (!key) return;
    const save = key === 'save';
    if (save && ![...document.querySelectorAll('[data-key=save]')].some(shown)) return;
    if (save) commit();
    if (press(key) || save) event.preventDefault();
  });
}
