"""Finds the problems in posts, pages and comments, with file and line, without building the site.

`reading` has Pelican read the blog as for a build, `texts` pairs each text with its lines, `targets` lists
what links can lead to and which texts clash. `headers` checks headers, `markup` the text below them, `links`
the links of texts and menus, `files` comments, pictures and secrets. `rules` has all rules and waivers;
`report` combines everything and prints it.
"""
