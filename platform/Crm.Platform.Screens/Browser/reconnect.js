// The page came loose from the server: Blazor marks #components-reconnect-modal, this offers a way back.
export function startReconnect() {
  document.addEventListener('click', async event => {
    if (!event.target.closest?.('[data-action=reconnect]')) return;
    try {
      if (!await globalThis.Blazor.reconnect()) location.reload();
    } catch {
      location.reload();
    }
  });
}
