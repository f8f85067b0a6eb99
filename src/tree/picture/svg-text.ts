/**
 * Text in a picture: made safe for XML, measured, and cut to the room that there is.
 */

/** Text that stands as it is in the content and in the attributes of XML, whatever it holds. */
export function escapeXml(text: string): string {
  return (
    text
      .replace(/[\t\n\r]/g, " ")
      // What XML cannot hold at all: control characters, halves of pairs, and two that are no characters.
      .replace(/[\p{Cc}\p{Surrogate}\uFFFE\uFFFF]/gu, "\uFFFD")
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
      .replaceAll("'", "&#39;")
  );
}

/** How wide a text is at most, about, in a sans-serif font of a size. */
export function textWidth(text: string, size: number): number {
  let width = 0;
  for (const char of text) width += charWidth(char);
  return width * size;
}

// In ems, a little more than common fonts need.
function charWidth(char: string): number {
  if (/[iljtfrI.,:;|!'()[\]{} ·]/.test(char)) return 0.38;
  if (/[mwMW%@…]/.test(char)) return 0.96;
  if (/[A-Z_≤]/.test(char)) return 0.72;
  return char < "\u1100" ? 0.6 : 1.05;
}

/** The text, or as much of it as has room, with an ellipsis. */
export function fitText(text: string, size: number, room: number): string {
  if (textWidth(text, size) <= room) return text;
  let kept = "";
  let width = textWidth("…", size);
  for (const char of text) {
    width += charWidth(char) * size;
    if (width > room) break;
    kept += char;
  }
  return `${kept.trimEnd()}…`;
}

/** A number with so many significant digits and no idle zeros. */
export function shortNumber(value: number, digits: number): string {
  return String(Number(value.toPrecision(digits))).replace("-", "−");
}
