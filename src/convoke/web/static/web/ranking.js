// Ranking: buttons and dragging beside the places typed as numbers.
"use strict";
(() => {
  const form = document.querySelector("form[data-answering]");
  const words = {};
  for (const one of form?.querySelector("[data-words]").content.children ?? []) words[one.dataset.key] = one.textContent;
  const say = (key, values) => Object.entries(values).reduce((text, [name, value]) => text.split(`%(${name})s`).join(value), words[key] || "");
  for (const list of form?.querySelectorAll("[data-ranking]") ?? []) {
    const live = document.createElement("p");
    live.className = "visually-hidden"; live.setAttribute("aria-live", "polite"); list.after(live);
    const items = [...list.children], most = Number(list.dataset.most);
    const field = (item) => item.querySelector(".ranking__place"), name = (item) => item.querySelector("label").textContent.trim();
    const place = (item) => (/^\d+$/.test(field(item).value.trim()) ? Number(field(item).value) : Infinity);
    const ranked = () => [...list.children].filter((item) => place(item) < Infinity).sort((a, b) => place(a) - place(b));
    const arrange = () => {
      const focused = document.activeElement;
      const order = [...ranked(), ...items.filter((item) => place(item) === Infinity)];
      if (order.some((item, i) => list.children[i] !== item)) list.append(...order);
      for (const item of order) item.classList.toggle("has-place", place(item) < Infinity);
      if (list.contains(focused) && document.activeElement !== focused) focused.focus();
    };
    const give = (order, moved) => {
      for (const item of items) field(item).value = "";
      order.slice(0, most).forEach((item, i) => { field(item).value = i + 1; });
      arrange();
      field(moved).dispatchEvent(new Event("change", { bubbles: true }));
      live.textContent = say(field(moved).value ? "place" : "noplace", { item: name(moved), place: field(moved).value });
    };
    const move = (item, step) => {
      const order = ranked(), at = order.indexOf(item);
      if (at < 0) { if (step < 0) { if (order.length >= most) order.pop(); order.push(item); } else return; }
      else {
        order.splice(at, 1);
        if (at + step >= 0 && at + step <= order.length) order.splice(at + step, 0, item);
        else if (step < 0) order.unshift(item);
      }
      give(order, item);
    };
    let carried = null;
    for (const item of items) {
      const moves = document.createElement("span"); moves.className = "ranking__moves";
      for (const [key, sign, step] of [["up", "↑", -1], ["down", "↓", 1]]) {
        const button = Object.assign(document.createElement("button"), { type: "button", textContent: sign });
        button.setAttribute("aria-label", say(key, { item: name(item) }));
        button.addEventListener("click", () => move(item, step));
        moves.append(button);
      }
      item.append(moves); item.draggable = true;
      item.addEventListener("dragstart", (event) => { carried = item; item.classList.add("is-carried"); event.dataTransfer.effectAllowed = "move"; });
      item.addEventListener("dragend", () => { carried = null; item.classList.remove("is-carried"); });
      item.addEventListener("dragover", (event) => { if (carried) event.preventDefault(); });
      item.addEventListener("drop", (event) => {
        event.preventDefault();
        if (!carried || carried === item) return;
        const order = ranked().filter((one) => one !== carried), at = order.indexOf(item);
        order.splice(at < 0 ? order.length : at, 0, carried);
        give(order, carried);
      });
      field(item).addEventListener("change", arrange);
    }
    list.addEventListener("arrange", arrange);
    arrange();
  }
})();
