interface Snippet {
  name: string;
  description: string;
  content: { code: string };
}

/** Snippets that a search means: every word of it stands in the name, the description or the code. Those with the words in their name come first. */
export function searchSnippets<T extends Snippet>(snippets: readonly T[], query: string): T[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const inName = ({ name }: T) => words.every((word) => name.toLowerCase().includes(word));
  const found = snippets.filter(({ name, description, content }) => {
    const about = `${name} ${description} ${content.code}`.toLowerCase();
    return words.every((word) => about.includes(word));
  });
  return [...found.filter(inName), ...found.filter((snippet) => !inName(snippet))];
}
