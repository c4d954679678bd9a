// The queue: move with the keys, decide, and the line goes without the page being
// loaded anew.
import { bind } from "./keys.ts";
import { say } from "./say.ts";

export function review(root: HTMLElement): void {
  let at = 0;
  const items = () => [...root.querySelectorAll<HTMLElement>(":scope > li")];

  function go(to: number): void {
    const all = items();
    at = Math.min(Math.max(0, to), all.length - 1);
    all.forEach((item, i) => item.classList.toggle("now", i === at));
    all[at]?.focus({ preventScroll: true });
    all[at]?.scrollIntoView({ block: "nearest" });
  }
  const press = (key: string) => () => items()[at]?.querySelector<HTMLElement>(`[data-key="${key}"]`)?.click();

  bind("j ArrowDown", "the next line", (e) => { e.preventDefault(); go(at + 1); });
  bind("k ArrowUp", "the line before", (e) => { e.preventDefault(); go(at - 1); });
  bind("a", "accept the line", press("a"));
  bind("x", "reject the line", press("x"));
  bind("e Enter", "correct the line", press("e"));

  root.addEventListener("focusin", (e) => {
    const item = e.target instanceof Element ? e.target.closest<HTMLElement>("li[tabindex]") : null;
    const index = item ? items().indexOf(item) : -1;
    if (index >= 0 && index !== at) {
      at = index;
      items().forEach((other, i) => other.classList.toggle("now", i === at));
    }
  });
  root.addEventListener("submit", async (e) => {
    const form = e.target;
    if (!(form instanceof HTMLFormElement) || !(e.submitter instanceof HTMLButtonElement)) return;
    e.preventDefault();
    const item = form.closest<HTMLElement>("li");
    const what = e.submitter.value;
    const body = new URLSearchParams([...new FormData(form, e.submitter)].map(([k, v]) => [k, String(v)]));
    const answer = await fetch(form.action, { method: "POST", body });
    if (!answer.ok || !item) {
      say(`That was not filed: ${answer.status} ${answer.statusText}`);
      return;
    }
    const index = items().indexOf(item);
    item.remove();
    say(what === "accept" ? "Accepted" : "Rejected");
    go(Math.min(index, items().length - 1));
  });
}
