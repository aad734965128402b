"""What is wrong in posts, pages and comments, all at once and by file and line, without building the site.

`reading` has Pelican read the blog as for a build, `texts` puts beside each text its lines, and `site` says
what there is to link to, and which texts get into each other's way. `headers` looks at headers, `markup` at
what is below them, `links` at where texts and menus lead, `files` at comments, pictures and secrets. `rules`
names all rules and what is waived; `report` puts it together and prints it.
"""
