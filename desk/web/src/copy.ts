// Words that are copied take their source with them: whoever pastes them elsewhere can
// say who reported them. Of a sealed line only what may be shown is copied.
import { say } from "./say.ts";

/** copy puts a statement with its source on the clipboard. */
export async function copy(words: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(words);
    say("Copied with its source");
  } catch {
    say("The browser did not let that be copied");
  }
}

/** copies has what is selected in words that have a source, and copied, followed by it.
    Where a sealed line is selected in part or among others, the lines are copied as they
    may be shown; of a page that is of a sealed report nothing else is copied at all, out
    of its fields neither. What may not be copied is not dragged elsewhere either. */
export function copies(): void {
  for (const what of ["copy", "cut"] as const) {
    document.addEventListener(what, (e) => {
      const text = copied(e.target);
      if (text === null || !e.clipboardData) return;
      e.clipboardData.setData("text/plain", text);
      e.preventDefault();
      say("Copied with its source");
    });
  }
  document.addEventListener("dragstart", (e) => {
    if (copied(e.target) !== null && isSealed()) e.preventDefault();
  });
}

const sealedPage = () => document.querySelector<HTMLElement>("[data-sealed-page]");
const selectedOf = (of: string, s: Selection) => [...document.querySelectorAll<HTMLElement>(of)].filter((e) => s.containsNode(e, true));

function isSealed(): boolean {
  const s = getSelection();
  return sealedPage() !== null || (s !== null && selectedOf("[data-sealed]", s).length > 0);
}

// copied is what a copy of what is selected has; null where the browser copies it as it is.
function copied(target: EventTarget | null): string | null {
  const page = sealedPage();
  const inField = target instanceof Element && target.matches("input, textarea");
  const selected = getSelection();
  if (page && inField) return maskedOf(page, [...document.querySelectorAll<HTMLElement>("article.line[data-copy]")]);
  if (inField || !selected || selected.isCollapsed) return null;
  const lines = selectedOf("[data-copy]", selected);
  if (page) return maskedOf(page, [...lines, ...linesOf(selectedOf(".text [data-of]", selected))]);
  if (lines.some((line) => line.dataset.sealed !== undefined)) return lines.map((l) => l.dataset.copy ?? "").join("\n\n");
  const from = selected.anchorNode instanceof Element ? selected.anchorNode : selected.anchorNode?.parentElement;
  const around = from?.closest<HTMLElement>("[data-source]");
  return around?.contains(selected.focusNode) ? `${selected.toString().trim()}\n${around.dataset.source ?? ""}` : null;
}

function maskedOf(page: HTMLElement, lines: HTMLElement[]): string {
  return [...new Set(lines.map((l) => l.dataset.copy ?? ""))].join("\n\n") || (page.dataset.sealedPage ?? "");
}

// linesOf are the statements in the list beside a report's text that pieces of it are of.
function linesOf(pieces: HTMLElement[]): HTMLElement[] {
  const ids = new Set(pieces.map((p) => (p.dataset.of ?? "").split(" ").find((id) => id.startsWith("s")) ?? ""));
  return [...document.querySelectorAll<HTMLElement>(".margin [data-line][data-copy]")].filter((l) => ids.has(l.dataset.line ?? ""));
}

/** copyButtons gives the lines of a page a button that copies them. */
export function copyButtons(): void {
  for (const line of document.querySelectorAll<HTMLElement>("article.line[data-copy]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.addEventListener("click", () => void copy(line.dataset.copy ?? ""));
    line.querySelector(".facts")?.append(" ", button);
  }
}
