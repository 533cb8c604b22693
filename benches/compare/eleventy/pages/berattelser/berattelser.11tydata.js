/* What all stories share; the runner lays them beside this file. */
export default { layout: "story.11ty.js", tags: "stories" };
