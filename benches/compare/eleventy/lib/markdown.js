/* Markdown: Swedish quotation marks, anchors of headings, links from story to story. */
import { escape, slug } from "./text.js";

/** For each story by its address: the entries of its contents, and its number of words. */
export const outlines = new Map();

export function prepareMarkdown(markdown) {
  markdown.set({ typographer: true, quotes: "””’’" });

  const normalize = markdown.normalizeLink;
  markdown.normalizeLink = (address) => {
    const story = /^(?:\.\/)?([^/:]+)\.md$/.exec(address);
    return story ? `/berattelser/${story[1]}/` : normalize(address);
  };

  markdown.core.ruler.push("outline", ({ src, tokens, env }) => {
    const headings = [];
    tokens.forEach((token, at) => {
      if (token.type !== "heading_open") return;
      const title = tokens[at + 1].content;
      const id = slug(title);
      token.attrSet("id", id);
      headings.push(`<li><a href="#${id}">${escape(title)}</a></li>`);
    });
    outlines.set(env.page.url, { headings, words: src.split(/\s+/).length - 1 });
  });
}
