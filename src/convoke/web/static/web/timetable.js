// The plan: a session dragged onto a place of the grid is sent by the form that also works without this script.
"use strict";
(() => {
  const form = document.getElementById("move");
  let carried = null;
  for (const one of form ? document.querySelectorAll("[data-session]") : []) {
    one.addEventListener("dragstart", (event) => { carried = one; event.dataTransfer.effectAllowed = "move"; event.dataTransfer.setData("text/plain", one.dataset.session); });
    one.addEventListener("dragend", () => { carried = null; });
  }
  for (const cell of form ? document.querySelectorAll("td[data-time]") : []) {
    cell.addEventListener("dragover", (event) => { if (carried) { event.preventDefault(); cell.classList.add("is-target"); } });
    cell.addEventListener("dragleave", () => cell.classList.remove("is-target"));
    cell.addEventListener("drop", (event) => {
      event.preventDefault();
      if (!carried || cell.contains(carried)) return;
      const given = { code: carried.dataset.session, "place-day": cell.closest("[data-day]").dataset.day, "place-begins": cell.dataset.time, "place-minutes": carried.dataset.minutes, "place-room": cell.dataset.room };
      for (const [name, value] of Object.entries(given)) form.elements[name].value = value;
      form.submit();
    });
  }
})();
