// A long list of choices is narrowed by what is typed; what is ticked stays in sight. Without a script it is whole.

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

for (const box of document.querySelectorAll(".choices[data-find]")) {
  const find = document.createElement("input");
  find.type = "search";
  find.className = "choices__find";
  find.placeholder = box.dataset.find;
  find.setAttribute("aria-label", box.dataset.find);
  find.addEventListener("input", () => {
    const wanted = plain(find.value.trim());
    for (const choice of box.children) {
      choice.hidden = !plain(choice.textContent).includes(wanted) && !choice.querySelector("input").checked;
    }
    box.scrollTop = 0;
  });
  find.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // it looks for something, it sends nothing
  });
  box.before(find);
}
