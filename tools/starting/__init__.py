"""One's own empty blog, made of a fresh clone: once, so that this package goes with the article.

`answers` checks what was typed; `plan` computes every change, by way of `settings`, `cuts` and `documents`;
`changes` makes them. The texts of a new blog lie in `templates/`, by language.
"""
