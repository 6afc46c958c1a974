"""`student`: the functions of one submission, as a hidden test calls them across the wall.

def test_update_is_lr_times_gradient(student):
    with student.replacing(gradient=constant_gradient):   # ours, called back from the box
        after = student.call("train", model, X, lr=0.5, nbit=4).arguments[0]
"""

from __future__ import annotations

import contextlib
import difflib
import itertools
import re
from collections.abc import Callable, Iterator, MutableMapping
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy

from ..box.inside.messages import Answered, AnswerWith, Ask, Call, CellError, Meaning, Missing, Noted, Raised, Refused
from ..box.session import Gone, OutOfTime, OverLimit, Session, TestProcess
from ..testing.asking import Answer, Canned, Failure
from .bounded import bounded

_NUMBERS_TOLD = 8  # in the words of a student's exception

T = TypeVar("T")


def new_process(
    session: Session, rng: numpy.random.Generator, seconds: int
) -> contextlib.AbstractContextManager[TestProcess]:
    """A fresh copy of the session whose random numbers follow from ours."""
    return session.test(int(rng.integers(2**63)), seconds)


@dataclass(frozen=True)
class _Told:
    """What came of one `ask` (`Student.once`): a value or an error, and what a `Student` has to know about it."""

    value: Any
    borrowed: bool
    used_reference: bool
    alone: bool


class Student:
    """The functions of one submission for one hidden test.

    The process behind it starts with the first call; `open_process` gives one that is not this test's own, and may have
    served others (`used`). `answers` holds what `once` was told before.
    """

    def __init__(
        self,
        session: Session,
        lent: dict[str, Callable[..., Any]],
        rng: numpy.random.Generator,
        seconds: int,
        open_process: Callable[[], TestProcess] | None = None,
        used: bool = False,
        answers: MutableMapping[Any, _Told] | None = None,
    ) -> None:
        self.rng = rng
        self.used_reference = False  # the student's code called `solutions`
        self.borrowed = False  # the student's code called a function that is lent
        self.alone = True  # all that it was told came from processes that served no other test
        self._session, self.lent, self._seconds = session, lent, seconds
        self._replaced: dict[str, Callable[..., Any]] = {}
        self._process: TestProcess | None = None
        self._stack = contextlib.ExitStack()
        self._open_process = open_process or self._own_process
        self._used, self._answers = used, {} if answers is None else answers

    def call(self, name: str, *args: Any, **kwargs: Any) -> Answer:
        """Call the student's function `name`. Keywords are only names for the reader if the student renamed them.

        `student.name(...)` is the same for who wants the value only, and faster: the arguments do not come back.
        """
        return self._call(Call(name, list(args), kwargs, with_arguments=True, times=None))

    def repeat(self, times: int, name: str, *args: Any) -> list[Any]:
        """The values of so many calls with the same arguments, which cross the wall once."""
        values = self._call(Call(name, list(args), {}, with_arguments=False, times=times)).value
        if not isinstance(values, list) or len(values) != times:
            raise _no_answer(name)
        return values

    def once(self, ask: Callable[[Student], T]) -> T:
        """What `ask(self)` gives or raises; if a test before has asked that, what it was told.

        So several tests look at one call. To be called before all other calls of a test, which changes nothing of it.
        """
        told = self._answers.get(ask)
        if told is None:
            told = self._ask(ask)
            if not (isinstance(told.value, Failure) and told.value.died):  # that is tried once more
                self._answers[ask] = told
        self.borrowed |= told.borrowed
        self.used_reference |= told.used_reference
        self.alone &= told.alone
        if isinstance(told.value, Exception):
            raise told.value
        value: T = told.value
        return value

    def _ask(self, ask: Callable[[Student], Any]) -> _Told:
        try:
            value = ask(self)
        except (Failure, AssertionError) as error:
            value = error
        return _Told(value, self.borrowed, self.used_reference, self.alone)

    @property
    def asked(self) -> bool:
        """Whether anything was asked of its process."""
        return self._process is not None

    def _call(self, call: Call) -> Answer:
        name = call.name
        self._check(name)
        try:
            reply = self._started().call(call, self._answer)
        except OutOfTime:
            raise Failure("timeout", _TOO_SLOW.format(name=name, seconds=self._seconds)) from None
        except OverLimit as limit:
            raise Failure("crashed", _TOO_MUCH.format(name=name, limit=limit)) from None
        except Gone as cause:
            raise Failure("crashed", f"`{name}` gave no answer: {cause}.", died=True) from None
        if self.used_reference:
            raise Failure("skipped", _NOT_ATTEMPTED)
        if isinstance(reply, Missing):
            raise self._missing(name, [_told(other, 40) for other in reply.like])
        self._read_noted(name, reply.noted)
        if isinstance(reply, Raised):
            raise self._stopped(name, reply)
        return Answer(reply.value, tuple(reply.arguments), reply.seconds)

    def _check(self, name: str) -> None:
        """Raise AttributeError for a function that no answer cell defines: a slip of who wrote the test."""
        if name not in self._session.functions:
            near = difflib.get_close_matches(name, self._session.functions, 1)
            hint = f"did you mean `{near[0]}`?" if near else f"there are {', '.join(self._session.functions)}"
            raise AttributeError(f"no answer cell of the notebook defines `{name}`; {hint}")

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_"):
            raise AttributeError(name)
        self._check(name)
        return lambda *args, **kwargs: self._call(Call(name, list(args), kwargs, False, None)).value

    @contextlib.contextmanager
    def replacing(self, **functions: Callable[..., Any]) -> Iterator[None]:
        """Inside, the student's code that calls one of these names calls our function, or gets a `Canned` answer."""
        for name in functions:
            self._check(name)
        before = dict(self._replaced)
        self._replaced |= functions
        self._bind(functions)
        try:
            yield
        finally:
            self._replaced = before
            self._bind(functions)

    def close(self) -> None:
        """End the test's process."""
        self._stack.close()

    def _started(self) -> TestProcess:
        if self._process is None:
            self._process = self._open_process()
            self.alone &= not self._used
            self._bind([*self.lent, *self._replaced])
        return self._process

    def _own_process(self) -> TestProcess:
        return self._stack.enter_context(new_process(self._session, self.rng, self._seconds))

    def _bind(self, names: Any) -> None:
        """Tell the process what each name means now; a process that is gone is noticed by the next call."""
        if self._process is None or self._process.broken:
            return
        with contextlib.suppress(OutOfTime, OverLimit, Gone):
            self._process.bind({name: self._meaning(name) for name in names})

    def _meaning(self, name: str) -> Meaning:
        function = self._replaced.get(name)
        if isinstance(function, Canned):
            return AnswerWith(function.value, function.reads, function.limit)
        return "replaced" if function else "lent" if name in self.lent else "own"

    def _answer(self, ask: Ask) -> Answered | Refused:
        """Serve what the student's code asks for while it runs."""
        if ask.kind == "reference":
            self.used_reference = True
            return Refused(_NOT_ATTEMPTED)
        functions = self._replaced if ask.kind == "replaced" else self.lent
        if ask.name not in functions:
            return Refused(f"`{ask.name}` is not available here")
        self.borrowed |= ask.kind == "lent"
        try:
            with bounded([ask.args, ask.kwargs]):
                return Answered(functions[ask.name](*ask.args, **ask.kwargs))
        except Exception as error:  # a student's arguments: whatever they break is theirs
            return Refused(f"`{ask.name}` cannot work with these arguments ({type(error).__name__})")

    def _read_noted(self, name: str, noted: dict[str, Noted]) -> None:
        for replaced, function in self._replaced.items():
            if isinstance(function, Canned) and not function.read(noted.get(replaced)):
                raise _no_answer(name)

    def _stopped(self, name: str, error: Raised) -> Failure:
        where = f" ({_told(error.place, 60)})" if error.place else ""
        words = f"{_told(error.type, 60)}: {_told(error.text)}" if error.type else _told(error.text)
        known = self._error_of_an_import() if error.type == "NameError" else ""
        return Failure("crashed", f"`{name}` stopped with {words.strip(': ')}{where}.{known}")

    def _missing(self, name: str, like: list[str]) -> Failure:
        others = [other for other in like if other not in self._session.functions]
        if others:
            words = f"There is no function `{name}`, but one of the name `{others[0]}`: is that the one?"
            return Failure("missing", words, mistake="misspelt-name")
        return Failure("missing", f"There is no function `{name}`.{self._cell_error(name)}")

    def _cell_error(self, name: str) -> str:
        """The error of the cell that should define a function, or else the first one: often why it is not there."""
        errors, sources = self._session.errors, self._session.sources
        own = [error for error in errors if re.search(rf"def\s+{re.escape(name)}\b", sources.get(error.cell, ""))]
        for error in own or errors:
            return _where_it_stopped(error)
        return " The notebook ran, but defines nothing of that name."

    def _error_of_an_import(self) -> str:
        """What could not be imported: on the student's own computer it may be installed."""
        failed = (error for error in self._session.errors if error.type in ("ModuleNotFoundError", "ImportError"))
        return next(map(_where_it_stopped, failed), "")


def _where_it_stopped(error: CellError) -> str:
    place = _told(error.place, 60) or f"cell {error.cell}"
    return f" When the notebook ran, {place} stopped with {_told(error.type, 60)}: {_told(error.text)}."


def _no_answer(name: str) -> Failure:
    return Failure("crashed", f"`{name}` gave no answer: what came back is no answer.")


def _told(text: str, length: int = 200) -> str:
    """A student's words on one line, without numbers and words that could carry a test's input out of the box."""
    numbers = itertools.count(1)

    def shorten(number: re.Match[str]) -> str:
        whole, fraction = number[1], number[2] or ""
        cut = "…" if len(whole) > 7 or len(fraction) > 4 else ""
        return whole[:7] + fraction[:4] + cut if next(numbers) <= _NUMBERS_TOLD else "…"

    text = re.sub(r"(\d+)(\.\d+)?", shorten, " ".join(text[: 5 * length].split()))
    return re.sub(r"(\S{40})\S+", r"\1…", text)[:length]


_NOT_ATTEMPTED = "This part still calls `solutions`: replace that by your own code to earn its points."
_TOO_SLOW = (
    "`{name}` had not answered after {seconds} s of computing. Look for a loop that never ends, or for Python loops "
    "where a vector operation would do."
)
_TOO_MUCH = "`{name}` was stopped: it used {limit}. Look for a list, an array or a loop that grows without end."
