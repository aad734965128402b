"""Collects the answers to all questions: from the command line, then from the writer."""

import sys
from collections.abc import Mapping
from pathlib import Path

import click
from pelican.settings import DEFAULT_CONFIG

from pelican_blog.errors import WritingError
from pelican_blog.git import run_git
from pelican_blog.slugs import build_slug

from .answers import QUESTIONS, Answers, Question, build_answers, read_all
from .languages import LANGUAGES, guess_language
from .zones import find_zone


def find_answers(given: Mapping[str, str], environment: Mapping[str, str]) -> Answers:
    """The answers to all questions.

    Raises WritingError if a given one is wrong, or one is missing and there is no terminal to ask in.
    """
    answers = read_all(given)
    is_asked = sys.stdin.isatty()
    for question in QUESTIONS:
        if question.variable not in answers and (is_asked or question.variable == "TIMEZONE"):
            default = suggest(question.variable, answers, environment)
            answers[question.variable] = ask(question, default) if is_asked else default
    if missing := [question.variable for question in QUESTIONS if question.variable not in answers]:
        raise WritingError(
            f"{', '.join(missing)}: missing, and there is no terminal to ask in; pass all variables."
        )
    return build_answers(answers)


def suggest(variable: str, answers: Mapping[str, str], environment: Mapping[str, str]) -> str:
    """The default for a question, from the machine and the answers so far; empty for none."""
    match variable:
        case "AUTHOR":
            return run_git(Path(), "config", "user.name").stdout.strip()
        case "LANGUAGE":
            return guess_language(environment.get("LC_ALL") or environment.get("LANG") or "")
        case "TIMEZONE":
            language = LANGUAGES.get(answers.get("LANGUAGE", ""))
            return find_zone(environment) or (language.zone if language else "UTC")
        case "BLOG":
            name = answers["GITHUB_REPOSITORY"].partition("/")[2]
            return f"../{name or build_slug(answers['SITENAME'], DEFAULT_CONFIG) or 'blog'}"
        case _:
            return ""


def ask(question: Question, default: str) -> str:
    """The answer to a question, asked until it is valid."""

    def read(text: str) -> str:
        try:
            return question.read(text)
        except WritingError as error:
            raise click.UsageError(str(error)) from error  # click prints it and asks again

    may_be_empty = default or question.variable == "GITHUB_REPOSITORY"
    answer: str = click.prompt(
        question.prompt,
        default=default if may_be_empty else None,
        show_default=bool(default),
        value_proc=read,
    )
    return answer
