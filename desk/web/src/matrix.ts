// The matrix as a grid: arrows move from cell to cell, one stop of the tab key for all
// of it, and a cell opens beside it what its page has.

export function matrix(table: HTMLElement): void {
  table.setAttribute("role", "grid");
  const rows = [...table.querySelectorAll("tr")].map((row) => [...row.querySelectorAll<HTMLElement>("th, td")]);
  for (const [r, row] of rows.entries()) {
    for (const [c, cell] of row.entries()) {
      cell.setAttribute("role", cell.tagName === "TD" ? "gridcell" : r === 0 ? "columnheader" : "rowheader");
      stop(cell).tabIndex = r === 1 && c === 1 ? 0 : -1;
    }
  }

  table.addEventListener("keydown", (e) => {
    const at = e.target instanceof Element ? e.target.closest<HTMLElement>("th, td") : null;
    const r = rows.findIndex((row) => at !== null && row.includes(at));
    const row = rows[r];
    if (!at || !row || e.ctrlKey || e.metaKey || e.altKey) return;
    const c = row.indexOf(at);
    const to: Record<string, [number, number]> = {
      ArrowRight: [r, c + 1], ArrowLeft: [r, c - 1], ArrowDown: [r + 1, c], ArrowUp: [r - 1, c], Home: [r, 0], End: [r, row.length - 1],
      PageDown: [Math.min(r + 8, rows.length - 1), c], PageUp: [Math.max(r - 8, 0), c],
    };
    const next = to[e.key] && rows[to[e.key]![0]]?.[to[e.key]![1]];
    if (!to[e.key]) return;
    e.preventDefault();
    e.stopPropagation();
    if (next) go(next);
  });
  table.addEventListener("focusin", (e) => {
    const cell = e.target instanceof Element ? e.target.closest<HTMLElement>("th, td") : null;
    if (cell) mine(cell);
  });
  table.addEventListener("click", (e) => {
    const link = e.target instanceof Element ? e.target.closest("a") : null;
    if (!link || e.ctrlKey || e.metaKey || e.shiftKey || e.button !== 0) return;
    e.preventDefault();
    void open(link);
  });

  function go(cell: HTMLElement): void {
    stop(cell).focus();
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  function mine(cell: HTMLElement): void {
    for (const was of table.querySelectorAll<HTMLElement>("[tabindex='0']")) was.tabIndex = -1;
    stop(cell).tabIndex = 0;
  }
}

// stop is what the focus stands on in a cell: its link, or itself.
function stop(cell: HTMLElement): HTMLElement {
  return cell.querySelector("a") ?? cell;
}

async function open(link: HTMLAnchorElement): Promise<void> {
  const answer = await fetch(link.href);
  const main = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
  if (!answer.ok || !main) {
    location.assign(link.href);
    return;
  }
  const box = document.createElement("dialog");
  box.className = "aside";
  const head = main.querySelector("h1");
  if (head) {
    head.id = "aside-head";
    box.setAttribute("aria-labelledby", head.id);
  }
  const close = document.createElement("button");
  close.textContent = "Close";
  close.addEventListener("click", () => box.close());
  const page = document.createElement("a");
  page.href = link.href;
  page.textContent = "On a page of its own";
  const ways = document.createElement("p");
  ways.append(close, " ", page);
  box.append(ways, ...[...main.childNodes].map((n) => document.adoptNode(n)));
  box.addEventListener("close", () => {
    box.remove();
    link.focus();
  });
  document.body.append(box);
  box.showModal();
}
