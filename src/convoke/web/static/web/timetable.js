// The plan: a session dragged, or carried by the arrow keys, onto a place of the grid is sent by the form that also works without this script.
"use strict";
(() => {
  const form = document.getElementById("move"), said = document.getElementById("moving");
  if (!form) return;
  document.getElementById("how-to-move").hidden = false;
  const cells = [...document.querySelectorAll("td[data-time]")];
  let carried = null, from = null;
  const send = (session, cell) => {
    form.elements.code.value = session;
    const to = document.createElement("input");
    Object.assign(to, { type: "hidden", name: "to", value: `${cell.closest("[data-day]").dataset.day}T${cell.dataset.time}/${cell.dataset.room}` });
    form.append(to);
    form.submit();
  };
  for (const one of document.querySelectorAll("[data-session]")) {
    one.addEventListener("dragstart", (event) => { carried = one; event.dataTransfer.effectAllowed = "move"; event.dataTransfer.setData("text/plain", one.dataset.session); });
    one.addEventListener("dragend", () => { carried = null; });
  }
  for (const cell of cells) {
    cell.addEventListener("dragover", (event) => { if (carried) { event.preventDefault(); cell.classList.add("is-target"); } });
    cell.addEventListener("dragleave", () => cell.classList.remove("is-target"));
    cell.addEventListener("drop", (event) => {
      event.preventDefault();
      if (carried && !cell.contains(carried)) send(carried.dataset.session, cell);
    });
  }
  // By keyboard: “Move” takes a session up, arrows lead from cell to cell, Enter places it, Escape leaves it.
  const name = (cell) => `${cell.dataset.time} ${document.querySelector(`th[data-room="${CSS.escape(cell.dataset.room)}"]`)?.textContent ?? ""}`;
  const stand = (cell) => {
    for (const other of cells) { other.removeAttribute("tabindex"); other.removeAttribute("aria-label"); other.classList.remove("is-target"); }
    cell.tabIndex = -1;
    cell.classList.add("is-target");
    cell.focus();
    said.textContent = `${from.dataset.session} ${cell === from.closest("td") || !said.textContent ? said.dataset.taken : ""} ${name(cell)}`;
  };
  const leave = () => {
    const back = from?.querySelector(".slot__move");
    for (const cell of cells) { cell.removeAttribute("tabindex"); cell.classList.remove("is-target"); }
    if (from) said.textContent = `${from.dataset.session} ${said.dataset.left}`;
    from = null;
    back?.focus();
  };
  const beside = (cell, key) => {
    const box = cell.getBoundingClientRect();
    const [x, y] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
    const at = x ? { x: x > 0 ? box.right + 4 : box.left - 4, y: box.top + 4 } : { x: box.left + 4, y: y > 0 ? box.bottom + 4 : box.top - 4 };
    return cells.find((other) => { const its = other.getBoundingClientRect(); return its.left <= at.x && at.x <= its.right && its.top <= at.y && at.y <= its.bottom; });
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".slot__move");
    if (!link || event.detail !== 0 || !cells.length) return; // a click of the mouse leads to the form
    event.preventDefault();
    from = link.closest("[data-session]");
    said.textContent = "";
    stand(from.closest("td") ?? cells[0]);
  });
  document.addEventListener("keydown", (event) => {
    const cell = from && document.activeElement.closest("td[data-time]");
    if (!cell) return;
    if (event.key.startsWith("Arrow")) {
      event.preventDefault();
      const next = beside(cell, event.key);
      if (next) stand(next);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (cell.contains(from)) leave(); else send(from.dataset.session, cell);
    } else if (event.key === "Escape") {
      leave();
    }
  });
})();
