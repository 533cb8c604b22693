// How the program runs the search of a built site: the site's own engine, with files in place of
// the script elements that a browser inserts. Evaluates to the function below.
(async (read, language, text, count) => {
  const load = async (name) => {
    /** @type {unknown[] | undefined} */
    let columns;
    globalThis.forebild = (_name, ...given) => {
      columns = given;
    };
    (0, eval)(read(name));
    return columns;
  };
  const engine = forebildSearch({ load, language });
  const answer = await engine.query(text, {});
  const hits = await engine.cards(answer.hits.slice(0, count));
  return JSON.stringify({ total: answer.total, suggestion: answer.suggestion, hits });
});
