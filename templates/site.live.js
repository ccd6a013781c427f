// In a preview: shows the page anew as soon as it would be another.
(() => {
  const data = document.getElementById("data:live");
  if (!data || !window.EventSource) return;
  const own = JSON.parse(data.textContent).edition;
  new EventSource("/-/live").onmessage = (event) => {
    if (JSON.parse(event.data) !== own) location.reload();
  };
})();
