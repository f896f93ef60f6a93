// Keyboard shortcuts: whatever carries data-key="e" is pressed by E while nobody types.
const typing = element => element?.matches?.('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]');

const shown = element => element.checkVisibility?.() ?? element.offsetParent !== null;

function press(key) {
  // A dialog keeps the page behind it out of reach, for keys too.
  const within = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document;
  const target = [...within.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find(shown);
  if (!target) return false;
  if (target.matches('input')) {
    target.focus();
    target.select();
  } else {
    target.click();
  }
  return true;
}

// The value being typed is only known to the page once its field is left; the bar with Save may appear only then.
async function save() {
  if (typing(document.activeElement)) document.activeElement.blur();
  for (let tries = 0; tries < 20 && !press('save'); tries++)
    await new Promise(next => setTimeout(next, 50));
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
    if (key === 'save') {
      if (!document.querySelector('[data-form]')) return;
      event.preventDefault();
      save();
    } else if (press(key)) {
      event.preventDefault();
    }
  });
}
