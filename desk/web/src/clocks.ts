// Two clocks over the positions: the day by which they were taken, and the entry of the
// log up to which the case knew of them. The fields stay; each gets a slider, and the
// matrix below follows it without the page being loaded anew.
import { matrix } from "./matrix.ts";
import { say } from "./say.ts";

const day = 86_400_000;

export function clocks(root: HTMLElement): void {
  if (!(root instanceof HTMLFormElement)) return;
  const form = root;
  const { first, last, marks, entries } = form.dataset;
  if (first && last) {
    const from = Date.parse(first), to = Date.parse(last);
    slider("held-at", Math.round((to - from) / day), (n) => new Date(from + n * day).toISOString().slice(0, 10),
      (value) => Math.round((Date.parse(value) - from) / day));
  }
  const known = (marks ?? "").split(",").map((m) => m.split(" ")).map(([seq, time]) => ({ seq: Number(seq), time: time ?? "" }));
  const size = Number(entries);
  if (size > 1) {
    slider("known-at", size - 1, (n) => `#${n + 1}`, (value) => (value.startsWith("#") ? Number(value.slice(1)) - 1 : NaN),
      (n) => (known.findLast((m) => m.seq <= n + 1)?.time ?? "").replace("T", " "));
  }

  function slider(name: string, max: number, write: (n: number) => string, read: (value: string) => number, also?: (n: number) => string): void {
    const field = form.elements.namedItem(name);
    if (!(field instanceof HTMLInputElement) || max < 1) return;
    const range = document.createElement("input");
    range.type = "range";
    range.min = "0";
    range.max = String(max);
    const at = read(field.value);
    range.value = String(Number.isNaN(at) ? max : at);
    range.setAttribute("aria-label", field.labels?.[0]?.textContent ?? name);
    const told = document.createElement("output");
    const tell = () => {
      const n = Number(range.value);
      const words = n === max ? "now" : [write(n), also?.(n)].filter(Boolean).join(", ");
      told.textContent = words;
      range.setAttribute("aria-valuetext", words);
    };
    range.addEventListener("input", () => {
      const n = Number(range.value);
      field.value = n === max ? "" : write(n);
      tell();
      soon();
    });
    tell();
    field.after(range, told);
  }

  let waiting = 0;
  let asked: AbortController | undefined;
  function soon(): void {
    clearTimeout(waiting);
    waiting = window.setTimeout(show, 120);
  }

  async function show(): Promise<void> {
    asked?.abort();
    const mine = (asked = new AbortController());
    const query = new URLSearchParams([...new FormData(form)].map(([k, v]) => [k, String(v)] as [string, string]).filter(([, v]) => v));
    const address = `${form.getAttribute("action")}?${query}`;
    try {
      const answer = await fetch(address, { signal: mine.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = document.getElementById("positions");
      const next = page.getElementById("positions");
      if (!now || !next) return;
      const frame = now.querySelector(".matrix-frame");
      const [top, left] = [frame?.scrollTop ?? 0, frame?.scrollLeft ?? 0];
      now.replaceWith(document.adoptNode(next));
      next.querySelector(".matrix-frame")?.scrollTo(left, top);
      for (const table of next.querySelectorAll<HTMLElement>("[data-island=matrix]")) matrix(table);
      history.replaceState(null, "", address);
      say(`${next.querySelectorAll(".matrix td a").length} cells have a position`);
    } catch (e) {
      if (!(e instanceof DOMException)) say("The positions could not be asked for");
    }
  }
}
