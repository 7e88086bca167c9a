"use strict";
for (const table of document.querySelectorAll(".listening table.sorts:not([data-live])")) {
  table.dataset.live = "1";
  table.classList.add("live");
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const text = (row, at) => row.cells[at].dataset.key ?? row.cells[at].textContent;
  // What has no value comes last, whichever way the others go.
  const order = (at, numbers, way) => (a, b) => {
    const [x, y] = [text(a, at), text(b, at)];
    if (!numbers) return way * x.localeCompare(y);
    if (x === "" || y === "") return (x === "") - (y === "");
    return way * (x - y);
  };
  heads.forEach((head, at) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const numbers = head.dataset.sort === "number";
      const before = head.getAttribute("aria-sort");
      // Numbers begin with the highest, names with A.
      const up = before ? before === "descending" : !numbers;
      for (const each of heads) each.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      body.append(...[...body.rows].sort(order(at, numbers, up ? 1 : -1)));
    });
  });
  heads[0].setAttribute("aria-sort", "ascending");
}
for (const card of document.querySelectorAll(".listening")) {
  card.addEventListener("click", (click) => {
    const link = click.target.closest("a[href^='#']");
    for (let at = link && document.getElementById(link.getAttribute("href").slice(1)); at; at = at.parentElement) {
      if (at.tagName === "DETAILS") at.open = true;
    }
  });
}
