"""What is wrong in posts, pages and comments, all at once and by file and line, without building the site.

`sources` finds and reads the files, `engine` renders them as the site will, `prose` knows which line says
what; `texts` puts these together, and `site` and `listings` know what there is to link to. `header_lines` and
`header_values` look at headers; `structure`, `policy`, `shortcodes` and `links` at texts, the last with
`references`, `elsewhere` and `hints`; `collisions` looks at texts beside each other, `comments` at comments.
"""
