// Theme, folded navigation, density and the app one is in: kept in cookies, so the first bytes from the server are right already.
const year = 60 * 60 * 24 * 365;

function remember(name, value) {
  const secure = location.protocol === 'https:' ? '; secure' : '';
  document.cookie = `crm-${name}=${value}; path=/; max-age=${year}; samesite=lax${secure}`;
}

function setPreference(name, value) {
  document.documentElement.dataset[name] = value;
  remember(name, value);
  showPressed();
}

// Buttons that set a preference say which one is in force.
function showPressed() {
  for (const button of document.querySelectorAll('[data-preference]'))
    button.setAttribute('aria-checked', String(document.documentElement.dataset[button.dataset.preference] === button.dataset.value));
}

function setDrawer(open) {
  document.documentElement.dataset.drawer = open ? 'open' : '';
  if (open) document.querySelector('.nav a')?.focus();
}

export function startPreferences() {
  document.addEventListener('toggle', showPressed, true);
  document.addEventListener('click', event => {
    const preference = event.target.closest?.('[data-preference]');
    if (preference) return setPreference(preference.dataset.preference, preference.dataset.value);

    const app = event.target.closest?.('[data-app]');
    if (app) remember('app', app.dataset.app);

    const root = document.documentElement;
    const action = event.target.closest?.('[data-action]')?.dataset.action;
    if (action === 'fold-navigation') return setPreference('nav', root.dataset.nav === 'icons' ? 'wide' : 'icons');
    if (action === 'open-drawer') return setDrawer(true);
    if (action === 'close-drawer' || event.target.closest?.('.nav a')) return setDrawer(false);
    if (action === 'skip') {
      event.preventDefault();
      document.getElementById('content')?.focus();
    }
  }, true);
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape' && document.documentElement.dataset.drawer === 'open') setDrawer(false);
  });
}
