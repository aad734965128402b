"""What is said of a language tag that cannot be read."""

NO_LANGUAGE = "is not a language tag"
LANGUAGE_REMEDY = "write one such as en, pt-BR or zh-Hant, or remove the line."
