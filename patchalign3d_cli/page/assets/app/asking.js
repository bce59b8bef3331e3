// Columns for the words that stand in the list: asked one request at a time, always for the
// newest state, so that a burst of keys costs as many requests as the server has time for.

class Asking {
  // `on` has wanted() -> {shape, words, smoothing} or null, begin(), arrived(), failed(error) and lost().
  constructor(api, columns, on) {
    Object.assign(this, { api, columns, on, running: false });
  }

  missing({ words, smoothing }) {
    const news = words.filter(
      (word) => !this.columns.get(word, smoothing) && !this.columns.refused.has(cleaned(word)),
    );
    return [...new Map(news.map((word) => [cleaned(word), word])).values()];
  }

  async look() {
    if (this.running) return;
    this.running = true;
    const task = this.on.begin();
    try {
      for (;;) {
        const wanted = this.on.wanted();
        const missing = wanted ? this.missing(wanted) : [];
        if (!missing.length) break;
        await this.fetch(wanted, missing);
        this.on.arrived();
      }
    } catch (error) {
      if (error.status === 404) this.on.lost(error);
      else this.on.failed(error);
    } finally {
      this.running = false;
      task.end();
    }
  }

  async fetch({ shape, smoothing }, missing) {
    try {
      const path = `v1/shapes/${encodeURIComponent(shape.id)}/words`;
      const answer = await this.api.json(path, { words: missing.map(quoted), smoothing });
      if (this.on.wanted()?.shape !== shape) return; // another shape came in between
      Object.assign(this, { temperature: answer.temperature, none: answer.other });
      answer.words.forEach((column, at) => this.columns.put(missing[at], smoothing, column));
    } catch (error) {
      if (error.status !== 400) throw error;
      // One of the words cannot be asked: which one, and why?
      if (missing.length === 1) this.columns.refused.set(cleaned(missing[0]), error.message);
      else for (const word of missing) await this.fetch({ shape, smoothing }, [word]);
    }
  }
}

// A word as a field of `--parts`: commas in it are protected.
function quoted(word) {
  return /^"|,/.test(word) ? `"${word.replaceAll('"', '""')}"` : word;
}
