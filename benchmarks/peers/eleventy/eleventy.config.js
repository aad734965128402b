// Every list (home, tags, categories) in pages of ten: Eleventy paginates one list at a time.
const PER_PAGE = 10;

function* paginate(title, address, posts) {
  const total = Math.max(1, Math.ceil(posts.length / PER_PAGE));
  const locate = (number) => (number > 1 ? `${address}page/${number}/` : address);
  for (let number = 1; number <= total; number++) {
    yield {
      title, number, total,
      address: locate(number),
      newer: number > 1 && locate(number - 1),
      older: number < total && locate(number + 1),
      posts: posts.slice((number - 1) * PER_PAGE, number * PER_PAGE),
    };
  }
}

export default function configure(config) {
  const slugify = config.getFilter("slugify");
  const listPosts = (api) => api.getFilteredByGlob("src/posts/*.md").reverse();
  config.setUseGitIgnore(false);
  config.addCollection("posts", listPosts);
  config.addCollection("lists", (api) => {
    const posts = listPosts(api);
    const lists = [...paginate("Posts", "/", posts)];
    for (const [field, folder] of [["tags", "tag"], ["categories", "category"]]) {
      const groups = Map.groupBy(posts.flatMap((post) => post.data[field].map((term) => [term, post])), ([term]) => term);
      for (const [term, pairs] of groups) {
        lists.push(...paginate(term, `/${folder}/${slugify(term)}/`, pairs.map(([, post]) => post)));
      }
    }
    return lists;
  });
  return { dir: { input: "src", output: "output" }, markdownTemplateEngine: false };
}
