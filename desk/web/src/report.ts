// A report: the text and the list beside it point at each other, and move together.
import { bind } from "./keys.ts";

export function report(root: HTMLElement): void {
  const items = [...root.querySelectorAll<HTMLElement>("[data-line]")];
  const pieces = new Map<string, HTMLElement[]>(); // of the text, by statement
  for (const piece of root.querySelectorAll<HTMLElement>("[data-of]")) {
    for (const id of (piece.dataset.of ?? "").split(" ")) {
      const list = pieces.get(id) ?? [];
      list.push(piece);
      pieces.set(id, list);
    }
  }
  let now = "";

  function point(id: string, scroll: "text" | "list" | "none"): void {
    if (id === now) return;
    for (const was of root.querySelectorAll(".now")) was.classList.remove("now");
    now = id;
    for (const piece of pieces.get(id) ?? []) piece.classList.add("now");
    const item = items.find((i) => i.dataset.line === id);
    item?.classList.add("now");
    if (scroll === "text") pieces.get(id)?.[0]?.scrollIntoView({ block: "nearest" });
    if (scroll === "list") item?.scrollIntoView({ block: "nearest" });
  }

  root.addEventListener("pointerover", (e) => {
    const at = e.target instanceof Element ? e.target : null;
    const piece = at?.closest<HTMLElement>("[data-of]");
    const item = at?.closest<HTMLElement>("[data-line]");
    if (piece) point((piece.dataset.of ?? "").split(" ")[0] ?? "", "list");
    else if (item) point(item.dataset.line ?? "", "text");
  });
  root.addEventListener("focusin", (e) => {
    const item = e.target instanceof Element ? e.target.closest<HTMLElement>("[data-line]") : null;
    if (item) point(item.dataset.line ?? "", "text");
  });
  // A click goes to the line in the list; another on the same words to the next line
  // that they are part of.
  root.addEventListener("click", (e) => {
    const at = e.target instanceof Element ? e.target : null;
    const of = at?.closest("a") ? [] : (at?.closest<HTMLElement>("[data-of]")?.dataset.of ?? "").split(" ").filter(Boolean);
    if (of.length === 0 || !getSelection()?.isCollapsed) return;
    const focused = document.activeElement?.closest<HTMLElement>("[data-line]")?.dataset.line ?? "";
    const id = of[(of.indexOf(focused) + 1) % of.length];
    items.find((i) => i.dataset.line === id)?.querySelector<HTMLElement>("a")?.focus();
  });
  follow(root, items);

  const step = (by: number) => {
    const at = items.findIndex((i) => i.dataset.line === now);
    const next = items[Math.min(items.length - 1, Math.max(0, at + by))];
    next?.querySelector<HTMLElement>("a")?.focus();
  };
  bind("j ArrowDown", "the next statement", (e) => { e.preventDefault(); step(1); });
  bind("k ArrowUp", "the statement before", (e) => { e.preventDefault(); step(-1); });
  const asked = location.hash.slice(1);
  if (asked) point(asked, "list");
}

// follow has the list go along with the text as that is scrolled.
function follow(root: HTMLElement, items: HTMLElement[]): void {
  const margin = root.querySelector<HTMLElement>(".margin");
  const heads = [...root.querySelectorAll<HTMLElement>(".text [id]")];
  let asked = false;
  if (!margin) return;
  addEventListener("scroll", () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      if (getComputedStyle(margin).position !== "sticky" || margin.matches(":hover, :focus-within")) return;
      const first = heads.find((head) => head.getBoundingClientRect().top > 60);
      const item = first && items.find((i) => i.dataset.line === first.id);
      if (item) margin.scrollTop += item.getBoundingClientRect().top - margin.getBoundingClientRect().top - 40;
    });
  }, { passive: true });
}
