// A line: its keys, and the passage in which one drags over the words that are its
// source, cue or content. What is marked is kept in the fields of the form, which can
// be typed in just as well.
import { bind } from "./keys.ts";
import { say } from "./say.ts";

export function line(root: HTMLElement): void {
  const press = (key: string) => () => root.querySelector<HTMLElement>(`[data-key="${key}"]`)?.click();
  if (root.dataset.of) {
    if (root.querySelector("form.decide")) { // for who may decide
      bind("a", "accept the line", press("a"));
      bind("x", "reject the line", press("x"));
      bind("n", "write a note, or why", (e) => { e.preventDefault(); root.querySelector<HTMLElement>("#reason")?.focus(); });
      bind("u", "undo the last decision", () => last(root.querySelectorAll<HTMLElement>('[data-key="u"]'))?.click());
      bind("e", "correct the line", (e) => { e.preventDefault(); open(root); });
    }
    told(root);
    if (location.hash === "#correct") open(root);
    if (location.hash === "#reason") root.querySelector<HTMLElement>("#reason")?.focus();
  }
  const text = root.querySelector<HTMLElement>(".passage");
  const form = root.querySelector<HTMLFormElement>("form.correct");
  if (text && form) marking(text, form);
}

function last<T>(list: ArrayLike<T>): T | undefined {
  return list[list.length - 1];
}

function open(root: HTMLElement): void {
  const box = root.querySelector<HTMLDetailsElement>("details.correction");
  if (!box) return;
  box.open = true;
  box.querySelector<HTMLElement>("select, input:not([type=hidden]):not([type=radio])")?.focus();
  box.scrollIntoView({ block: "start" });
}

// told says that somebody else has decided of this line while it is looked at.
function told(root: HTMLElement): void {
  document.addEventListener("filed", (e) => {
    const filed = (e as CustomEvent<{ by: string; what: string; of: string }>).detail;
    const at = root.querySelector<HTMLElement>(".meanwhile");
    if (filed.of !== root.dataset.of || !at) return;
    const show = document.createElement("a");
    show.href = location.pathname;
    show.textContent = "Show it";
    at.replaceChildren(`${filed.by} has filed a decision of this line meanwhile: ${filed.what}. `, show);
    at.hidden = false;
  });
}

type Range = [start: number, end: number]; // of the passage, in UTF-16

class Part {
  ranges: Range[];
  readonly name: string;
  readonly label: string;

  constructor(readonly field: HTMLTextAreaElement, readonly at: HTMLInputElement, bytes: Bytes) {
    this.name = field.name;
    this.label = document.querySelector(`label[for="${field.id}"]`)?.textContent ?? field.name;
    this.ranges = at.value.split(" ").filter(Boolean).map((place) => {
      const [from = 0, to = 0] = place.split("-").map(Number);
      return [bytes.toText(from), bytes.toText(to)];
    });
  }
}

// Bytes tells places of the passage, in UTF-16, from those of the report, in bytes of UTF-8.
class Bytes {
  private readonly encoder = new TextEncoder();
  private readonly encoded: Uint8Array;
  constructor(private readonly text: string, private readonly start: number) {
    this.encoded = this.encoder.encode(text);
  }
  toText(byte: number): number {
    return new TextDecoder().decode(this.encoded.subarray(0, Math.max(0, byte - this.start))).length;
  }
  toReport(place: number): number {
    return this.start + this.encoder.encode(this.text.slice(0, place)).length;
  }
}

function marking(passage: HTMLElement, form: HTMLFormElement): void {
  const words = passage.textContent ?? "";
  const bytes = new Bytes(words, Number(passage.dataset.start));
  const parts: Part[] = [];
  for (const field of form.querySelectorAll<HTMLTextAreaElement>("textarea[data-part]")) {
    const at = form.elements.namedItem(`${field.name}-at`);
    if (at instanceof HTMLInputElement) parts.push(new Part(field, at, bytes));
  }
  if (parts.length === 0) return;
  let now = parts[0] as Part;

  const choose = document.createElement("fieldset");
  choose.className = "marking";
  const legend = document.createElement("legend");
  legend.textContent = "Drag over the words in the text: they become";
  choose.append(legend);
  parts.forEach((part, i) => {
    const radio = document.createElement("input");
    radio.type = "radio";
    radio.name = "marking";
    radio.checked = part === now;
    radio.addEventListener("change", () => { now = part; });
    const label = document.createElement("label");
    label.className = `said ${role(part.name)}`;
    label.append(radio, ` ${part.label} `, key(String(i + 1)));
    choose.append(label);
    bind(String(i + 1), `drag or mark: ${part.label}`, () => {
      now = part;
      radio.checked = true;
      if (!take()) say(`Drag over: ${part.label}`);
    });
    part.field.addEventListener("input", () => { part.at.value = ""; part.ranges = []; draw(); });
  });
  const more = document.createElement("input");
  more.type = "checkbox";
  const moreLabel = document.createElement("label");
  moreLabel.append(more, " one more piece, beside what is marked");
  choose.append(moreLabel);
  passage.before(choose);

  // take makes the selected words those of the part that is chosen.
  function take(): boolean {
    const range = selected(passage, words);
    if (!range) return false;
    const keep = more.checked ? now.ranges.filter(([a, b]) => b <= range[0] || a >= range[1]) : [];
    now.ranges = [...keep, range].sort((a, b) => a[0] - b[0]);
    now.field.value = now.ranges.map(([a, b]) => words.slice(a, b).trim().replace(/\s+/g, " ")).join(" … ");
    now.at.value = now.ranges.map(([a, b]) => `${bytes.toReport(a)}-${bytes.toReport(b)}`).join(" ");
    getSelection()?.removeAllRanges();
    say(`${now.label}: ${now.field.value}`);
    draw();
    return true;
  }
  passage.addEventListener("pointerup", () => setTimeout(take));

  function draw(): void {
    const cuts = [...new Set([0, words.length, ...parts.flatMap((p) => p.ranges.flat())])].sort((a, b) => a - b);
    passage.replaceChildren(...cuts.slice(0, -1).map((from, i) => {
      const piece = words.slice(from, cuts[i + 1]);
      const of = parts.filter((p) => p.ranges.some(([a, b]) => a <= from && from < b));
      if (of.length === 0) return document.createTextNode(piece);
      const span = document.createElement("span");
      span.className = `said ${role(last(of)?.name ?? "")}`;
      span.textContent = piece;
      return span;
    }));
  }
  draw();
}

// role is the class that marks a part: those that no style is for look like content.
function role(part: string): string {
  return part === "source" || part === "cue" ? part : "content";
}

function key(name: string): HTMLElement {
  const kbd = document.createElement("kbd");
  kbd.textContent = name;
  return kbd;
}

// selected is what is selected of the passage, made whole words.
function selected(passage: HTMLElement, words: string): Range | null {
  const s = getSelection();
  if (!s || s.isCollapsed || s.rangeCount === 0) return null;
  const range = s.getRangeAt(0);
  if (!passage.contains(range.startContainer) || !passage.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.setStart(passage, 0);
  before.setEnd(range.startContainer, range.startOffset);
  let start = before.toString().length;
  let end = start + range.toString().length;
  while (start < end && /\s/.test(words[start] ?? "")) start++;
  while (end > start && /\s/.test(words[end - 1] ?? "")) end--;
  if (start === end) return null;
  const letter = /[\p{L}\p{N}]/u;
  while (start > 0 && letter.test(words[start] ?? "") && letter.test(words[start - 1] ?? "")) start--;
  while (end < words.length && letter.test(words[end - 1] ?? "") && letter.test(words[end] ?? "")) end++;
  return [start, end];
}
