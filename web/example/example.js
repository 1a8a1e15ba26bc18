// The page's own links ask through the widget's JavaScript interface.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-ask]");
  if (!link || !window.NetGuide?.ask) return;
  event.preventDefault();
  window.NetGuide.ask(link.dataset.ask);
});
