// The page came loose from the server: Blazor marks #components-reconnect-modal, this offers a way back.
async function reconnect(modal) {
  // Rejected: the server runs but knows this page no longer. To ask once more would only fail once more.
  if (modal.classList.contains('components-reconnect-rejected')) return false;
  try {
    return await globalThis.Blazor.reconnect();
  } catch {
    return false;
  }
}

export function startReconnect() {
  document.addEventListener('click', async event => {
    const action = event.target.closest?.('[data-action]')?.dataset.action;
    if (action === 'reload' || action === 'reconnect' && !await reconnect(event.target.closest('.reconnect'))) location.reload();
  });
}
