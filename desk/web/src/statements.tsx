// The list of statements: filters answer as one types, and of a list of any length
// only the rows on the screen are there.
import { signal, effect, batch } from "@preact/signals";
import { render } from "preact";
import { copy } from "./copy.ts";
import { bind } from "./keys.ts";
import { say } from "./say.ts";

type Piece = { text: string; marked?: boolean; gap?: boolean };
type Statement = {
  of: string; speaker: string; to: string[]; cue: string; sentence: Piece[]; act: string; certainty: string; class: string;
  said: string; negated: boolean; status: string; title: string; publisher: string; published: string; sealed: boolean; copy: string;
};
type Part = { as_of: number; from: number; statements: Statement[]; next: string; all: number; names: { field: string; name: string; entities: string[] }[] };

const pageSize = 100; // statements a request has
const mostPages = 40; // that are kept
const settled = 120; // ms without a key before what was typed is asked
const gap = 8; // px between rows
const beyond = 6; // rows drawn above and below the screen
const tallest = 15_000_000; // px that every browser can scroll

/** statements makes the list of the page quick. */
export function statements(root: HTMLElement): void {
  const form = root.querySelector<HTMLFormElement>("form.filters");
  const answer = root.querySelector<HTMLElement>(".answer");
  const count = root.querySelector<HTMLElement>(".count");
  if (!form || !answer || !count) return;
  const list = new List(root, answer);

  effect(() => {
    const n = list.size.value;
    const known = list.all.value >= 0;
    count.textContent = n === 0 ? "" : `${n.toLocaleString()}${known ? "" : " or more"} statement${n === 1 ? "" : "s"}`;
  });

  let typing = 0;
  const ask = () => void list.ask(questionOf(form));
  form.addEventListener("input", () => {
    clearTimeout(typing);
    typing = window.setTimeout(ask, settled);
  });
  form.addEventListener("submit", (e) => {
    if (e.submitter instanceof HTMLButtonElement && e.submitter.formMethod === "post") return; // keeping a view
    e.preventDefault();
    clearTimeout(typing);
    ask();
  });
  const keep = form.querySelector<HTMLInputElement>("input[name=name]");
  keep?.addEventListener("input", (e) => e.stopPropagation());
  void list.start(questionOf(form), Number(root.dataset.asOf ?? 0));
}

/** questionOf is what the form asks, as an address has it. */
function questionOf(form: HTMLFormElement): string {
  const asked = new URLSearchParams();
  for (const [field, value] of new FormData(form)) {
    if (field !== "name" && typeof value === "string" && value.trim() !== "") asked.append(field, value);
  }
  return asked.toString();
}

/** forPrograms is a question as the API takes it: its boxes are true, not on. */
function forPrograms(question: string): string {
  const asked = new URLSearchParams(question);
  for (const box of ["negated", "oldest"]) if (asked.has(box)) asked.set(box, "true");
  return asked.toString();
}

class List {
  size = signal(0); // rows that there are, as far as is known
  all = signal(-1); // statements of the list; -1 while not all are known
  private question = "";
  private asOf = 0;
  private pages = new Map<number, Statement[]>();
  private asking: AbortController | null = null;
  private wanted = new Set<number>();
  private drawn = signal(0); // goes up when something is to be drawn
  private at = signal(-1); // the row that keys work on
  private last: { entry: number; of: string } | null = null; // the decision made here last
  private seen = new Map<string, number>(); // up to which entry a statement was looked at anew
  private decided = new Set<string>(); // the statements that somebody has decided of since the list was made
  private box = document.createElement("div");
  private height = 150;

  constructor(private root: HTMLElement, private answer: HTMLElement) {
    this.box.className = "virtual";
    this.box.setAttribute("role", "feed");
    this.box.setAttribute("aria-label", "Statements");
    const draw = () => this.draw();
    addEventListener("scroll", draw, { passive: true });
    addEventListener("resize", () => { this.measure(); this.drawn.value++; });
    effect(() => { this.drawn.value; this.at.value; this.size.value; this.all.value; draw(); });
    this.keys();
    document.addEventListener("filed", (e) => void this.filed((e as CustomEvent).detail));
  }

  /** start takes over the list that the page came with. */
  async start(question: string, asOf: number): Promise<void> {
    await this.ask(question, asOf);
  }

  /** ask shows what a question finds; what an earlier one finds meanwhile is dropped. */
  async ask(question: string, asOf = 0): Promise<void> {
    this.asking?.abort();
    const asking = (this.asking = new AbortController());
    this.box.setAttribute("aria-busy", "true");
    const address = `/statements${question ? "?" + question : ""}`;
    try {
      const part = await this.fetch(question, asOf, 0, asking.signal);
      if (asOf === 0) history.replaceState(null, "", address);
      this.root.querySelectorAll<HTMLAnchorElement>("a[data-view]").forEach((a) => { a.href = a.dataset.view + "?" + question; });
      this.show(question, part);
    } catch (e) {
      if (asking.signal.aborted) return;
      this.trouble(e instanceof Error ? e.message : String(e));
    }
    if (this.asking === asking) this.box.removeAttribute("aria-busy");
  }

  private async fetch(question: string, asOf: number, from: number, signal: AbortSignal): Promise<Part> {
    const cursor = asOf ? `&cursor=${asOf}.${from}` : "";
    const answer = await fetch(`/api/statements?${forPrograms(question)}${cursor}&n=${pageSize}`, { signal });
    const body = await answer.json();
    if (!answer.ok) throw new Error(body.detail ?? answer.statusText);
    return body as Part;
  }

  private show(question: string, part: Part): void {
    this.question = question;
    this.asOf = part.as_of;
    this.pages = new Map([[0, part.statements]]);
    this.wanted.clear();
    this.understood(part);
    if (part.statements.length === 0) {
      this.trouble("");
      return;
    }
    if (this.box.parentElement !== this.answer) this.answer.replaceChildren(this.box);
    batch(() => {
      this.at.value = -1;
      this.count(part);
      this.drawn.value++;
    });
    this.measure();
    if (part.all < 0) requestIdleCallbackOr(() => this.want(1)); // which tells how many there are
  }

  private count(part: Part): void {
    this.all.value = part.all;
    const known = part.from + part.statements.length;
    this.size.value = part.all >= 0 ? part.all : Math.max(this.size.value > known && part.from > 0 ? this.size.value : 0, known + (part.next ? pageSize : 0));
  }

  private understood(part: Part): void {
    const at = this.root.querySelector(".understood-all");
    at?.replaceChildren(...part.names.map((n) => {
      const p = document.createElement("p");
      p.className = "understood";
      p.append(`${n.field} “${n.name}” is `);
      n.entities.forEach((name, i) => {
        const a = document.createElement("a");
        a.href = "/who?name=" + encodeURIComponent(name);
        a.textContent = name;
        p.append(i ? ", " : "", a);
      });
      return p;
    }));
  }

  /** trouble says why nothing is found; "" stands for nothing more to say. */
  private trouble(why: string): void {
    render(null, this.box);
    const p = document.createElement("p");
    if (why) p.className = "trouble";
    p.textContent = why || "No statement is found. Fewer words, or the last name alone, find more.";
    this.answer.replaceChildren(p);
    batch(() => { this.size.value = 0; this.all.value = 0; this.at.value = -1; });
    say(p.textContent);
  }

  /** measure takes the height of a row from the style, which differs by screen and size of text. */
  private measure(): void {
    const row = this.box.querySelector<HTMLElement>(".row");
    if (row && row.offsetHeight > 0 && row.offsetHeight + gap !== this.height) {
      this.height = row.offsetHeight + gap;
      this.drawn.value++;
    }
  }

  /** rows are how many the page can scroll through. */
  private rows(): number { return Math.min(this.size.value, Math.floor(tallest / this.height)); }

  private statement(i: number): Statement | undefined { return this.pages.get(Math.floor(i / pageSize))?.[i % pageSize]; }

  private draw(): void {
    if (!this.box.isConnected || this.size.value === 0) return;
    const rows = this.rows();
    this.box.style.height = `${rows * this.height}px`;
    const top = -this.box.getBoundingClientRect().top;
    const first = Math.max(0, Math.floor(top / this.height) - beyond);
    const last = Math.min(rows - 1, Math.ceil((top + innerHeight) / this.height) + beyond);
    const shown = [];
    for (let i = first; i <= last; i++) {
      const s = this.statement(i);
      if (!s) this.want(Math.floor(i / pageSize));
      shown.push(<Row key={i} i={i} s={s} y={i * this.height} now={i === this.at.value} all={this.all.value} decides={this.decides()} go={() => this.go(i, false)} decide={(what) => void this.decide(i, what)} />);
    }
    render(<>{shown}</>, this.box);
  }

  /** want has a page of the list looked up, once it is sure that somebody stays to see it. */
  private want(page: number): void {
    if (this.wanted.has(page) || this.pages.has(page) || page < 0) return;
    this.wanted.add(page);
    const { question, asOf } = this;
    setTimeout(async () => {
      if (this.question !== question || this.asOf !== asOf) return;
      if (!this.isNear(page)) {
        this.wanted.delete(page);
        return;
      }
      try {
        const part = await this.fetch(question, asOf, page * pageSize, new AbortController().signal);
        if (this.question !== question || this.asOf !== asOf) return;
        await this.renew(part.statements);
        if (this.question !== question || this.asOf !== asOf) return;
        this.pages.set(page, part.statements);
        if (this.pages.size > mostPages) this.forget(page);
        batch(() => {
          if (this.all.value < 0) this.count(part);
          this.drawn.value++;
        });
      } catch (e) {
        say(e instanceof Error ? e.message : String(e));
      } finally {
        this.wanted.delete(page);
      }
    }, 40);
  }

  private isNear(page: number): boolean {
    const now = Math.floor(-this.box.getBoundingClientRect().top / this.height / pageSize);
    return Math.abs(page - Math.max(0, now)) <= 2;
  }

  private forget(near: number): void {
    const far = [...this.pages.keys()].sort((a, b) => Math.abs(b - near) - Math.abs(a - near))[0];
    if (far !== undefined) this.pages.delete(far);
  }

  /** go moves to a row, and scrolls it into view where asked. */
  private go(i: number, focus = true): void {
    const to = Math.min(Math.max(0, i), this.rows() - 1);
    if (to < 0) return;
    if (focus) {
      const top = this.box.getBoundingClientRect().top + to * this.height;
      if (top < 0) scrollBy({ top: top - gap });
      else if (top + this.height > innerHeight) scrollBy({ top: top + this.height + gap - innerHeight });
    }
    this.at.value = to;
    this.draw();
    if (focus) this.box.querySelector<HTMLElement>(`[data-row="${to}"]`)?.focus({ preventScroll: true });
  }

  private keys(): void {
    const now = () => (this.at.value >= 0 ? this.statement(this.at.value) : undefined);
    bind("j ArrowDown", "the next statement", (e) => { e.preventDefault(); this.go(this.at.value + 1); });
    bind("k ArrowUp", "the statement before", (e) => { e.preventDefault(); this.go(this.at.value - 1); });
    bind("Enter o", "open the statement", (e) => {
      const s = now();
      if (s && !(e.target instanceof HTMLAnchorElement || e.target instanceof HTMLButtonElement)) location.href = "/lines/" + s.of;
    });
    if (this.decides()) {
      bind("a", "accept the statement", () => void this.decide(this.at.value, "accept"));
      bind("x", "reject the statement", () => void this.decide(this.at.value, "reject"));
      bind("u", "undo what was decided here last", () => void this.undo());
      bind("e", "correct the statement", () => { const s = now(); if (s) location.href = `/lines/${s.of}#correct`; });
    }
    bind("c", "copy the statement with its source", () => { const s = now(); if (s) void copy(s.copy); });
  }

  /** decides says whether who looks may decide of statements. */
  private decides(): boolean { return this.root.dataset.decides !== undefined; }

  private async decide(i: number, what: string): Promise<void> {
    const s = i >= 0 ? this.statement(i) : undefined;
    if (!s) return;
    if (what === "copy") return copy(s.copy);
    const answer = await fetch(`/api/lines/${s.of}/decisions`, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ decide: what, seen: Math.max(this.asOf, this.seen.get(s.of) ?? 0) }),
    });
    const body = await answer.json();
    if (!answer.ok) {
      say(`That was not filed: ${body.detail ?? answer.statusText}`);
      await this.again(s.of);
      return;
    }
    this.last = { entry: body.entry, of: s.of };
    this.seen.set(s.of, body.entry);
    this.decided.add(s.of);
    s.status = what === "accept" ? "accepted" : "rejected";
    this.drawn.value++;
    say(`${what === "accept" ? "Accepted" : "Rejected"} ${s.of}`);
  }

  private async undo(): Promise<void> {
    if (!this.last) return say("Nothing was decided here yet");
    const { entry, of } = this.last;
    const answer = await fetch(`/api/log/${entry}/undo`, { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" });
    const body = await answer.json();
    if (!answer.ok) return say(`That was not undone: ${body.detail ?? answer.statusText}`);
    this.last = null;
    this.seen.set(of, body.entry);
    await this.again(of);
    say(`Undone: entry ${entry}`);
  }

  /** again looks at one statement anew, as somebody has decided of it. */
  private async again(of: string): Promise<void> {
    this.decided.add(of);
    for (const page of this.pages.values()) {
      const only = page.filter((s) => s.of === of);
      if (only.length === 0) continue;
      await this.renew(only);
      const i = page.findIndex((s) => s.of === of);
      if (i >= 0 && only[0]) page[i] = only[0];
      this.drawn.value++;
    }
  }

  /** renew has statements as they stand where somebody has decided of them since the list
      was made. Only then does it count as seen what was decided: whoever has not got it on
      the page must not overrule it. */
  private async renew(statements: Statement[]): Promise<void> {
    for (const [i, { of }] of statements.entries()) {
      if (!this.decided.has(of)) continue;
      const answer = await fetch("/api/lines/" + of);
      if (!answer.ok) continue;
      const now = (await answer.json()) as Statement & { decisions: { entry: number; undone_by: number }[] };
      statements[i] = now;
      this.seen.set(of, Math.max(this.seen.get(of) ?? 0, ...now.decisions.map((d) => d.entry)));
    }
  }

  private async filed(entry: { of: string }): Promise<void> {
    if (entry.of.includes("/")) await this.again(entry.of);
  }
}

type RowProps = { i: number; s: Statement | undefined; y: number; now: boolean; all: number; decides: boolean; go: () => void; decide: (what: string) => void };

function Row({ i, s, y, now, all, decides, go, decide }: RowProps) {
  const style = { transform: `translateY(${y}px)` };
  const place = { "aria-posinset": i + 1, "aria-setsize": all };
  if (!s) return <article class="row" style={style} aria-label="not loaded yet" {...place}><p class="facts">…</p></article>;
  return (
    <article class={`row ${s.status}${now ? " now" : ""}`} style={style} data-row={i} data-copy={s.copy} data-source={s.copy.split("\n").at(-1)} data-sealed={s.sealed ? "" : undefined}
      tabIndex={now || i === 0 ? 0 : -1} onFocus={go} aria-labelledby={`who-${i}`} {...place}>
      <p class="who" id={`who-${i}`}><b>{s.speaker || "somebody"}</b> <span class="cue-word">{s.cue}</span>{s.to.length > 0 && <span class="to"> to {s.to.join(", ")}</span>}</p>
      <blockquote>{s.sentence.map((p) => <>{p.gap && " … "}{p.marked ? <mark>{p.text}</mark> : p.text}</>)}</blockquote>
      <p class="facts">
        <span class={`status ${s.status}`}>{s.status}</span>
        {[s.act, s.negated && "negated", s.certainty, s.class, s.said && "said " + s.said].map((fact) => fact && <> <span>{fact}</span></>)}
        {" "}<a href={`/reports/${s.of.replace("/", "#")}`}>{s.title || s.publisher || "the report"}</a>{s.published && `, ${s.published}`} <a class="address" href={`/lines/${s.of}`}>{s.of}</a>
        {s.sealed && <span class="sealed">sealed</span>}
      </p>
      <p class="do">
        <a class="button" href={`/lines/${s.of}`}>Open</a>
        {decides && <button type="button" onClick={() => decide("accept")} disabled={s.status === "accepted"}>Accept</button>}
        {decides && <button type="button" onClick={() => decide("reject")} disabled={s.status === "rejected"}>Reject</button>}
        <button type="button" onClick={() => decide("copy")}>Copy</button>
      </p>
    </article>
  );
}

function requestIdleCallbackOr(run: () => void): void {
  if ("requestIdleCallback" in window) requestIdleCallback(run, { timeout: 500 });
  else setTimeout(run, 100);
}
