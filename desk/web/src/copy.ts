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

/** copies has what is selected in a line, and copied, followed by its source. */
export function copies(): void {
  document.addEventListener("copy", (e) => {
    const selected = getSelection();
    const node = selected?.anchorNode;
    const at = node instanceof Element ? node : node?.parentElement;
    const line = at?.closest<HTMLElement>("[data-copy]");
    if (!line || !selected || selected.isCollapsed || !e.clipboardData || !line.contains(selected.focusNode)) return;
    const whole = line.dataset.copy ?? "";
    e.clipboardData.setData("text/plain", line.dataset.sealed === undefined ? `${selected.toString().trim()}\n${line.dataset.source ?? ""}` : whole);
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
