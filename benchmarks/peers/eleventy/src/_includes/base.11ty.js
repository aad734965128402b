export const render = ({ title, content }) => `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="alternate" type="application/atom+xml" href="/feeds/all.atom.xml">
</head>
<body>
<header><a href="/">A blog</a>
<nav><a href="/archives/">Archives</a> <a href="/a-propos/">About</a></nav></header>
<main>${content}</main>
</body>
</html>
`;
