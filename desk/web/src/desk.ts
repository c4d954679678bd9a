// The desk's islands. A page works without them; each makes a part of it quicker,
// and begins where the page has data-island with its name.
import { keys } from "./keys.ts";
import { live } from "./live.ts";
import { report } from "./report.ts";
import { review } from "./review.ts";

const islands: Record<string, (root: HTMLElement) => void> = { report, review };

for (const root of document.querySelectorAll<HTMLElement>("[data-island]")) {
  islands[root.dataset.island ?? ""]?.(root);
}
keys();
live();
