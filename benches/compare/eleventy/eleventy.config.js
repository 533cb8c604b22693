/*
 * The peer's settings. The runner lays beside this file: `data` (the site's own YAML), `assets` (our
 * theme's style sheet and picture), `pages/berattelser` (the stories) and `node_modules`.
 */
import minifyHtml from "@minify-html/node";

import { listPages, remember } from "./lib/index.js";
import { prepareMarkdown } from "./lib/markdown.js";

/** What Hugo's minifier keeps, too. */
const minifying = { keep_closing_tags: true, keep_html_and_head_opening_tags: true };

export default function (config) {
  config.setUseGitIgnore(false);
  config.configureTemplateHandling({ writeMode: "async" });
  config.amendLibrary("md", prepareMarkdown);

  // Read once; what follows shows parts of it.
  config.addCollection("newest", (api) => remember(api.getFilteredByTag("stories")));
  for (const kind of ["stories", "region", "municipality", "term", "enterprise"]) {
    config.addCollection(`${kind}_pages`, (api) => {
      remember(api.getFilteredByTag("stories"));
      return listPages(kind);
    });
  }

  config.addTransform("minify", (content, path) =>
    path.endsWith(".html") ? minifyHtml.minify(Buffer.from(content), minifying) : content,
  );

  return {
    dir: { input: "pages" },
    templateFormats: ["md", "11ty.js"],
    // No template language runs over the stories.
    markdownTemplateEngine: false,
  };
}
