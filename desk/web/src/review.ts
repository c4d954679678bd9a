// The queue: move with the keys, pick several, decide, and the lines go without the
// page being loaded anew. What was decided here can be taken back, last first.
import { bind } from "./keys.ts";
import type { Filed } from "./live.ts";
import { say } from "./say.ts";

type Done = { entry: number; item: HTMLElement; before: HTMLElement | null };

export function review(root: HTMLElement): void {
  let at = 0;
  const done: Done[] = [];
  const items = () => [...root.querySelectorAll<HTMLElement>(":scope > li")];
  const addressOf = (item: HTMLElement) => item.querySelector<HTMLElement>(".line")?.dataset.of ?? "";

  function go(to: number): void {
    const all = items();
    at = Math.min(Math.max(0, to), all.length - 1);
    all.forEach((item, i) => item.classList.toggle("now", i === at));
    all[at]?.focus({ preventScroll: true });
    all[at]?.scrollIntoView({ block: "nearest" });
  }

  // chosen are the lines that were picked, or else the one that is looked at.
  function chosen(): HTMLElement[] {
    const picked = items().filter((item) => item.classList.contains("picked"));
    const now = items()[at];
    return picked.length > 0 ? picked : now ? [now] : [];
  }

  function pick(): void {
    const item = items()[at];
    if (!item) return;
    const is = item.classList.toggle("picked");
    say(`${is ? "Picked" : "Left out"}; ${items().filter((i) => i.classList.contains("picked")).length} picked`);
    go(at + 1);
  }

  async function decide(what: string, which: HTMLElement[]): Promise<void> {
    let filed = 0;
    for (const item of which) {
      const answer = await fetch(`/api/lines/${addressOf(item)}/decisions`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ decide: what, seen: Number(item.dataset.seen ?? root.dataset.seen) }),
      });
      const body: { entry?: number; detail?: string } = await answer.json().catch(() => ({}));
      if (!answer.ok || !body.entry) {
        refused(item, body.detail ?? answer.statusText);
        continue;
      }
      filed++;
      done.push({ entry: body.entry, item, before: item.nextElementSibling as HTMLElement | null });
      take(item);
    }
    if (filed > 0 && items().length === 0 && root.dataset.more !== undefined) location.reload(); // the next lines
    if (filed > 0) say(`${what === "accept" ? "Accepted" : "Rejected"}${filed > 1 ? `: ${filed} lines` : ""}; u takes it back`);
  }

  // refused says at the line why nothing was filed.
  function refused(item: HTMLElement, why: string): void {
    const trouble = item.querySelector(".trouble") ?? document.createElement("p");
    trouble.className = "trouble";
    trouble.textContent = `Not filed: ${why}`;
    item.append(trouble);
    say(trouble.textContent);
  }

  function take(item: HTMLElement): void {
    const index = items().indexOf(item);
    const had = item.contains(document.activeElement);
    item.classList.remove("picked", "now");
    item.remove();
    if (index < at) at--;
    if (had || index === at) go(Math.min(at, items().length - 1));
  }

  async function undo(): Promise<void> {
    const last = done.pop();
    if (!last) {
      say("Nothing was decided here that could be taken back");
      return;
    }
    const answer = await fetch(`/api/log/${last.entry}/undo`, { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" });
    if (!answer.ok) {
      say(`That was not taken back: ${answer.statusText}`);
      return;
    }
    const body: { entry: number } = await answer.json();
    last.item.dataset.seen = String(body.entry);
    if (last.before?.isConnected) last.before.before(last.item);
    else root.append(last.item);
    go(items().indexOf(last.item));
    say("Taken back");
  }

  const now = () => items()[at];
  now()?.classList.add("now"); // that a key decides of
  bind("j ArrowDown", "the next line", (e) => { e.preventDefault(); go(at + 1); });
  bind("k ArrowUp", "the line before", (e) => { e.preventDefault(); go(at - 1); });
  if (root.querySelector("form.decide")) { // for who may decide
    bind("a", "accept the line, or all that are picked", () => void decide("accept", chosen()));
    bind("x", "reject the line, or all that are picked", () => void decide("reject", chosen()));
    bind("m", "pick the line, to decide of several at once", pick);
    bind("u", "undo the last decision made here", () => void undo());
    bind("e", "correct the line: open its fields", () => now()?.querySelector<HTMLElement>('[data-key="e"]')?.click());
    bind("n", "write a note of the line", () => now()?.querySelector<HTMLElement>('[data-key="n"]')?.click());
  } else {
    bind("o", "open the line", () => now()?.querySelector<HTMLElement>('[data-key="o"]')?.click());
  }

  root.addEventListener("focusin", (e) => {
    const item = e.target instanceof Element ? e.target.closest<HTMLElement>("li[tabindex]") : null;
    const index = item ? items().indexOf(item) : -1;
    if (index >= 0 && index !== at) {
      at = index;
      items().forEach((other, i) => other.classList.toggle("now", i === at));
    }
  });
  root.addEventListener("submit", (e) => {
    const item = e.target instanceof Element ? e.target.closest<HTMLElement>("li") : null;
    if (!item || !(e.submitter instanceof HTMLButtonElement)) return;
    e.preventDefault();
    void decide(e.submitter.value, [item]);
  });
  // What another decided of a line that waits here: it stays, and says so.
  document.addEventListener("filed", (e) => {
    const filed = (e as CustomEvent<Filed>).detail;
    const item = items().find((i) => addressOf(i) === filed.of);
    if (!item || filed.what === "note" || filed.what === "undo" || item.querySelector(".trouble")) return;
    const said = document.createElement("p");
    said.className = "trouble";
    said.textContent = `${filed.by} has decided of this meanwhile: ${filed.what}`;
    item.append(said);
  });
}
