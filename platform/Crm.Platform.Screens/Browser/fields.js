// What editors need beside their value.

const editors = 'input:not([type=hidden]), select, textarea:not([hidden]), [contenteditable], button:not([tabindex="-1"])';

/** Focuses the editor inside the named field and selects its text, so that typing replaces it. */
export function focusField(id) {
  const field = document.getElementById(id);
  const editor = field?.matches(editors) ? field : field?.querySelector(editors);
  if (!editor) return;
  editor.focus();
  editor.select?.();
  editor.scrollIntoView({ block: 'nearest' });
}

/** Focuses the first editor below an element. */
export function focusFirst(selector) {
  document.querySelector(`${selector} :is(input:not([type=hidden]), select, textarea)`)?.focus();
}

// Enter in one line of a form moves to the next field instead of sending the form.
function moveOn(event) {
  const form = event.target.closest?.('[data-form]');
  if (event.key !== 'Enter' || event.defaultPrevented || event.ctrlKey || event.metaKey || !form) return;
  if (!event.target.matches('input:not([role=combobox])')) return;
  event.preventDefault();
  const all = [...form.querySelectorAll(':is(input, select, textarea, .field-open):not([disabled]):not([tabindex="-1"])')].filter(e => e.checkVisibility());
  const next = all[all.indexOf(event.target) + 1] ?? form.closest('dialog')?.querySelector('[data-key=save]');
  if (next) next.focus();
  else event.target.blur();
}

// Formatted text: the buttons act on what is selected, and what was typed becomes the value of the hidden box once the focus leaves.
function format(button) {
  const text = button.closest('[data-rich]').querySelector('[contenteditable]');
  text.focus();
  const { command, value } = button.dataset;
  const argument = command === 'createLink' ? prompt('Address of the link', 'https://') : value;
  if (command !== 'createLink' || argument) document.execCommand(command, false, argument ?? null);
}

function handOver(text) {
  const box = text.closest('[data-rich]').querySelector('textarea');
  if (box.value === text.innerHTML) return;
  box.value = text.innerHTML;
  box.dispatchEvent(new Event('change', { bubbles: true }));
}

// One stop for the Tab key; the arrows go from button to button.
function walk(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const bar = event.target.closest?.('[data-rich] [role=toolbar]');
  if (!bar || !step) return;
  const buttons = [...bar.querySelectorAll('button')];
  buttons[(buttons.indexOf(event.target) + step + buttons.length) % buttons.length].focus();
  event.preventDefault();
}

function startRichText() {
  document.addEventListener('keydown', walk);
  document.addEventListener('mousedown', event => {
    // The selection in the text is what a button acts on, so it must not lose the focus.
    if (event.target.closest?.('[data-rich] [data-command]')) event.preventDefault();
  });
  document.addEventListener('click', event => {
    const button = event.target.closest?.('[data-rich] [data-command]');
    if (button) format(button);
  });
  document.addEventListener('input', event => {
    const text = event.target.closest?.('[data-rich] [contenteditable]');
    if (text) text.dataset.typed = 'true';
  });
  document.addEventListener('focusout', event => {
    const text = event.target.closest?.('[data-rich] [contenteditable]');
    if (text?.dataset.typed) handOver(text);
  });
}

export function startFields() {
  startRichText();
  document.addEventListener('keydown', moveOn);

  // Tells the page that the focus left a field altogether, not only one control of it.
  globalThis.Blazor?.registerCustomEventType('fieldleave', {});
  document.addEventListener('focusout', event => {
    const field = event.target.closest?.('[data-field]');
    if (!field || field.contains(event.relatedTarget)) return;
    // A control that the page itself replaced was not left by anybody.
    setTimeout(() => {
      if (event.target.isConnected && !field.contains(document.activeElement)) field.dispatchEvent(new CustomEvent('fieldleave', { bubbles: true }));
    });
  });

  // A small button beside a date opens the browser's own calendar.
  document.addEventListener('click', event => {
    const button = event.target.closest?.('[data-calendar]');
    button?.parentElement.querySelector('input[type=date], input[type=datetime-local]')?.showPicker?.();
  });
}
