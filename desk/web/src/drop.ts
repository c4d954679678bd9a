// Files, text and addresses dropped on any page are added to the case, as by the form
// of the page of reports.
import { say } from "./say.ts";

/** most is how many bytes can be sent at once, as the desk has it. */
const most = 32 * 1024 * 1024;

export function drop(): void {
  if (!document.querySelector(".top[data-adds]")) return;
  let depth = 0;
  const over = (is: boolean) => document.body.classList.toggle("dropping", is);
  const takes = (e: DragEvent) => [...(e.dataTransfer?.types ?? [])].some((t) => t === "Files" || t === "text/uri-list");

  document.addEventListener("dragenter", (e) => { if (takes(e) && ++depth > 0) over(true); });
  document.addEventListener("dragleave", (e) => { if (takes(e) && --depth <= 0) { depth = 0; over(false); } });
  document.addEventListener("dragover", (e) => { if (takes(e)) e.preventDefault(); });
  document.addEventListener("drop", (e) => {
    depth = 0;
    over(false);
    if (!e.dataTransfer || !takes(e) || inField(e.target)) return;
    e.preventDefault();
    send(e.dataTransfer);
  });
  document.addEventListener("submit", (e) => {
    const files = e.target instanceof HTMLFormElement ? e.target.querySelector<HTMLInputElement>("input[type=file]")?.files : null;
    if (files && tooMuch(files)) e.preventDefault();
  });
}

function inField(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches("input, textarea");
}

// send has the browser itself send a form, so that it shows the answer as it comes.
function send(what: DataTransfer): void {
  const form = document.createElement("form");
  form.method = "post";
  form.action = "/reports";
  form.enctype = "multipart/form-data";
  form.hidden = true;
  if (what.files.length > 0) {
    if (tooMuch(what.files)) return;
    const input = document.createElement("input");
    input.type = "file";
    input.name = "file";
    input.multiple = true;
    input.files = what.files;
    form.append(input);
    say(`Adding ${what.files.length === 1 ? "a file" : `${what.files.length} files`} …`);
  } else {
    const links = what.getData("text/uri-list").split(/\s+/).filter((line) => /^https?:/.test(line));
    if (links.length === 0) return say("That is no address of a report");
    const input = document.createElement("input");
    input.name = "address";
    input.value = links.join(" ");
    form.append(input);
    say("Fetching …");
  }
  document.body.append(form);
  form.submit();
}

function tooMuch(files: FileList): boolean {
  const bytes = [...files].reduce((sum, f) => sum + f.size, 0);
  if (bytes < most) return false;
  say(`These files are ${Math.ceil(bytes / 1024 / 1024)} MB; ${most / 1024 / 1024} MB can be sent at once. Nothing was sent.`);
  return true;
}
