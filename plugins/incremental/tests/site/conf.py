SITENAME = "Site"
TIMEZONE = "Europe/Paris"
JINJA_FILTERS = {"loud": lambda text: f"{text}!"}
JINJA_GLOBALS = {"sign": lambda: "~"}
