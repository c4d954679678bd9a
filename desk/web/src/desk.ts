// The desk's islands. A page works without them; each makes a part of it quicker,
// and begins where the page has data-island with its name.
import { clocks } from "./clocks.ts";
import { copies, copyButtons } from "./copy.ts";
import { drop } from "./drop.ts";
import { keys } from "./keys.ts";
import { line } from "./line.ts";
import { live } from "./live.ts";
import { matrix } from "./matrix.ts";
import { report } from "./report.ts";
import { review } from "./review.ts";
import { statements } from "./statements.tsx";

const islands: Record<string, (root: HTMLElement) => void> = { clocks, line, matrix, report, review, statements };

for (const root of document.querySelectorAll<HTMLElement>("[data-island]")) {
  islands[root.dataset.island ?? ""]?.(root);
}
copyButtons();
copies();
keys();
drop();
live();
