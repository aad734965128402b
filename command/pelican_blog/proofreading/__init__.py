"""What is wrong in posts, pages and comments, all at once and by file and line, without building the site.

`reading` has Pelican read the blog as for a build, `texts` puts beside each text its lines, and `site` says
what there is to link to. `header_lines`, `header_values` and `dates` look at headers; `structure`, `policy`,
`foreign` and `links`, with `addresses`, at texts; `collisions` at texts beside each other; `files` at
comments, pictures and secrets. `settings` has menus and what is waived, `rules` the names of all rules,
`report` puts it together, and `printing` prints it.
"""
