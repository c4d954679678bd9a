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

/** copies has what is selected in a line, and copied, followed by its source. Where a
    sealed line is selected in part or among others, the lines are copied as they may be shown. */
export function copies(): void {
  document.addEventListener("copy", (e) => {
    if (e.target instanceof Element && e.target.matches("input, textarea")) return;
    const selected = getSelection();
    if (!selected || selected.isCollapsed || !e.clipboardData) return;
    const lines = [...document.querySelectorAll<HTMLElement>("[data-copy]")].filter((line) => selected.containsNode(line, true));
    const sealed = lines.some((line) => line.dataset.sealed !== undefined);
    const [line] = lines;
    if (!line || (lines.length > 1 && !sealed)) return;
    const own = lines.length === 1 && !sealed && line.contains(selected.anchorNode) && line.contains(selected.focusNode);
    if (!own && !sealed) return;
    e.clipboardData.setData("text/plain", own ? `${selected.toString().trim()}\n${line.dataset.source ?? ""}` : lines.map((l) => l.dataset.copy ?? "").join("\n\n"));
    e.preventDefault();
    say("Copied with its source");
  });
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
