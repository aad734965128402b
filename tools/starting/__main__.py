"""The command behind `make start`, which hands on what was typed as variables; what is not there, it asks.

By the environment, so that neither a shell nor make reads the quotes, dollars or backquotes of a name.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click
from pelican_blog.errors import WritingError
from pelican_blog.goals import check_goals

from tools.starting.answers import QUESTIONS, Answers, Question, build_answers, read_all
from tools.starting.changes import carry_out
from tools.starting.errors import StartingError
from tools.starting.languages import LANGUAGES, guess_language
from tools.starting.plan import Clone, check_fresh, plan_start
from tools.starting.report import describe
from tools.starting.repository import check_clean, describe_commit, find_origin, find_person, list_files
from tools.starting.zones import find_zone


@click.command()
@click.option(
    "--goals", envvar="GOALS", default="", help="What make was asked for, to notice missing quotes."
)
@click.option(
    "--given", envvar="GIVEN", default="", help="The variables that make was given, empty ones too."
)
def main(goals: str, given: str) -> None:
    """Make one's own empty blog of a fresh clone."""
    root = Path()
    try:
        check_goals(goals, 'SITENAME="My blog"')
        check_clean(root)
        clone = Clone(root=root, files=list_files(root), commit=describe_commit(root))
        check_fresh(clone)
        answers = find_answers(root, given.split(), os.environ)
        zone = find_zone(os.environ) or answers.language.zone
        plan = plan_start(clone, answers, zone)
        carry_out(plan, root)
    except (StartingError, WritingError, OSError) as error:
        raise click.ClickException(str(error)) from error
    click.echo("\n".join(describe(plan, answers, zone, find_origin(root))))


def find_answers(root: Path, given: Sequence[str], environment: Mapping[str, str]) -> Answers:
    """The answers to all questions: those `given` as variables, and what the writer says to the others.

    Raises StartingError where one that is given is wrong, or one is missing and nobody is there to be asked.
    """
    answers = read_all({variable: environment.get(variable, "") for variable in given})
    missing = [question for question in QUESTIONS if question.variable not in answers]
    if missing and not sys.stdin.isatty():
        raise StartingError(
            f"{', '.join(question.variable for question in missing)}: is missing, and there is no terminal "
            'to ask in. Run: make start SITENAME="My blog" AUTHOR="My name" GITHUB_REPOSITORY=you/blog '
            f"LANGUAGE={' or LANGUAGE='.join(LANGUAGES)}"
        )
    defaults = {
        "AUTHOR": find_person(root),
        "GITHUB_REPOSITORY": "",
        "LANGUAGE": guess_language(environment.get("LC_ALL") or environment.get("LANG") or ""),
    }
    for question in missing:
        answers[question.variable] = ask(question, defaults.get(question.variable))
    return build_answers(answers)


def ask(question: Question, default: str | None) -> str:
    """The answer to a question, which is asked again until it is one; Enter alone means the default."""

    def read(text: str) -> str:
        try:
            return question.read(text)
        except StartingError as error:
            raise click.UsageError(str(error)) from error  # click says it and asks again

    answer: str = click.prompt(question.text, default=default, show_default=bool(default), value_proc=read)
    return answer


if __name__ == "__main__":
    main()
