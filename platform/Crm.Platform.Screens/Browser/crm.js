// The little that must happen in the browser: what waits for no server.
import { startPreferences } from './preferences.js';
import { startPopovers } from './popovers.js';
import { startKeys } from './keys.js';
import { startFields, focusField, focusFirst } from './fields.js';
import { startLists } from './lists.js';
import { startReconnect } from './reconnect.js';

startPreferences();
startPopovers();
startKeys();
startFields();
startLists();
startReconnect();

globalThis.crm = {
  focusField,
  focusFirst,
  openDialog: id => document.getElementById(id)?.showModal(),
  closeDialog: id => document.getElementById(id)?.close(),
  closePopover: id => document.getElementById(id)?.hidePopover?.(),
  timeZone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
};
