/**
 * A recipe as an HTML diagram: nested boxes that open on a click, without scripts. For notebooks, reports and web pages.
 */
import type { Estimator } from "../core/estimator.js";
import { isComposite, type Part } from "./parts.js";

const STYLE = `
.mlkit-diagram{font:14px/1.4 system-ui,sans-serif;color:#1c2733;display:inline-block}
.mlkit-diagram .box{border:1px solid #9fb3c8;border-radius:6px;background:#fff;margin:6px 0;padding:6px 10px}
.mlkit-diagram .row{display:flex;gap:10px;align-items:flex-start;flex-wrap:wrap}
.mlkit-diagram summary{cursor:pointer;font-weight:600}
.mlkit-diagram .name{color:#486581;font-weight:400}
.mlkit-diagram code{display:block;white-space:pre-wrap;font-size:12px;color:#334e68;margin-top:4px}
.mlkit-diagram .note{font-size:12px;color:#627d98}
`.trim();

/**
 * The diagram of a recipe as HTML that stands on its own: boxes inside boxes, each with its parameters.
 *
 * @example
 * ```ts
 * import { Pipeline, Ridge, StandardScaler, toHtml } from "@org/mlkit";
 *
 * const html = toHtml(new Pipeline().add("scale", new StandardScaler()).add("model", new Ridge({ alpha: 2 })));
 * html.includes("Ridge"); // => true
 * ```
 */
export function toHtml(recipe: Estimator): string {
  return `<div class="mlkit-diagram"><style>${STYLE}</style>${box({ name: "", stage: recipe })}</div>`;
}

function box({ name, stage, note }: Part): string {
  const title = `${escapeHtml(stage?.kind ?? "passthrough")}${name === "" ? "" : ` <span class="name">${escapeHtml(name)}</span>`}`;
  const about = note === undefined ? "" : `<div class="note">${escapeHtml(note)}</div>`;
  if (stage !== undefined && isComposite(stage)) {
    const inner = stage.parts.map(box).join("");
    const body = stage.arrangement === "sequence" ? inner : `<div class="row">${inner}</div>`;
    return `<details class="box" open><summary>${title}</summary>${about}${body}</details>`;
  }
  const params = stage === undefined ? "" : `<code>${escapeHtml(stage.toString())}</code>`;
  return `<details class="box"><summary>${title}</summary>${about}${params}</details>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
