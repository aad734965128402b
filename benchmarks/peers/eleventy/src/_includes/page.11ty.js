export const data = { layout: "base.11ty.js" };
export const render = ({ title, page, content }) => `<article><h1><a href="${page.url}">${title}</a></h1>${content}</article>`;
