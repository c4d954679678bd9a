// Keys of the whole desk. A page's own are bound with bind, which lists them under ?.
import { say } from "./say.ts";

type Key = { keys: string; does: string; run: (e: KeyboardEvent) => void };

const bound: Key[] = [];

/** bind runs something when one of the keys, such as "j ArrowDown", is pressed outside a field. */
export function bind(keys: string, does: string, run: (e: KeyboardEvent) => void): void {
  bound.push({ keys, does, run });
}

/** keys listens, and shows all that is bound under ?. */
export function keys(): void {
  bind("/", "go to the words to look for", (e) => {
    const field = document.querySelector<HTMLInputElement>("input[type=search]");
    if (field) {
      e.preventDefault();
      field.focus();
      field.select();
    }
  });
  bind("?", "show or hide the keys", () => help());
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || inField(e.target)) return;
    for (const key of bound) {
      if (key.keys.split(" ").includes(e.key)) {
        key.run(e);
        return;
      }
    }
  });
}

function inField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.matches("input:not([type=checkbox], [type=radio]), textarea, select") || target.isContentEditable);
}

function help(): void {
  const there = document.querySelector<HTMLDialogElement>("dialog.keys");
  if (there) {
    if (there.open) there.close();
    else there.showModal();
    return;
  }
  const box = document.createElement("dialog");
  box.className = "keys";
  box.setAttribute("aria-label", "Keys");
  const list = document.createElement("dl");
  for (const key of bound) {
    const term = document.createElement("dt");
    for (const one of key.keys.split(" ")) {
      const kbd = document.createElement("kbd");
      kbd.textContent = one;
      term.append(kbd, " ");
    }
    const does = document.createElement("dd");
    does.textContent = key.does;
    list.append(term, does);
  }
  const close = document.createElement("button");
  close.textContent = "Close";
  close.addEventListener("click", () => box.close());
  box.append(list, close);
  document.body.append(box);
  box.showModal();
  say("The keys of this page");
}
