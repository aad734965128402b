const locate = ({ page, slug }) => `/${page.date.toISOString().slice(0, 10).replaceAll("-", "/")}/${slug}/`;
export default { layout: "post.11ty.js", permalink: locate };
