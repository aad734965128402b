"""Moves a WordPress blog here: its texts, terms, media and comments, from the files that it exports.

`command` reads the options; `running` is the order of the work; `survey` reads the export once and `placing`
decides from that where everything goes; `texts` writes a text; `verifying` reads the result again by
other means; `report` says what was carried and what was not.
"""
