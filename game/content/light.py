"""Values that cost nothing to declare: named tuples, checked as strictly as models when they are read.

What every start needs (look, languages, the outline of the campaign) is declared as named tuples, because a
model takes a hundred times as long to be declared as a tuple. A file is still checked by a model, which is
made here of the tuple's fields; the library for that is loaded only when a file is read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from pydantic import BaseModel

L = TypeVar("L", bound=tuple[Any, ...])
Maker = Callable[[Any], Any]


def parse(text: str, file: str, kind: type[L]) -> L:
    """Read YAML `text` as a `kind`. Raises ContentError with every problem, each at its line and column."""
    from game.content import yaml_source

    return made(kind, yaml_source.parse(text, file, _model(kind)).model_dump())


def made(kind: type[L], data: Any) -> L:
    """Return the `kind` whose fields are in `data`: a mapping, or a list in their order (as JSON keeps it).

    Raises TypeError or ValueError where `data` has not its shape.
    """
    makers = _makers(kind)
    given = data.items() if isinstance(data, Mapping) else zip(makers, data, strict=True)
    return kind(**{name: makers[name](value) for name, value in given})


@cache
def _makers(kind: Any) -> Mapping[str, Maker]:
    return {name: _maker(hint) for name, hint in _hints(kind).items()}


def _maker(hint: Any) -> Maker:
    """Return what makes a value as `hint` says of one that JSON has kept."""
    if _light(hint):
        return partial(made, hint)
    if get_origin(hint) is tuple:
        one = _maker(get_args(hint)[0])
        return lambda value: tuple(map(one, value))
    if get_origin(hint) is Mapping:
        inner = _maker(get_args(hint)[1])
        return lambda value: {key: inner(one) for key, one in value.items()}
    return lambda value: value


def _light(hint: Any) -> bool:
    return isinstance(hint, type) and hasattr(hint, "_fields")


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind, include_extras=True)


@cache
def _model(kind: Any) -> type[BaseModel]:
    """Return the model that checks what a file says of a `kind`: strict, and without unknown fields."""
    from pydantic import create_model

    from game.content.base import Model

    fields: dict[str, Any] = {
        name: (_strict(hint), kind._field_defaults.get(name, ...)) for name, hint in _hints(kind).items()
    }
    return create_model(kind.__name__, __base__=Model, __doc__=kind.__doc__, **fields)


def _strict(hint: Any) -> Any:
    """Return what pydantic takes for `hint`; a text annotated with a pattern has to match it."""
    from pydantic import Field, StrictBool, StrictInt, StrictStr

    from game.content.base import Number

    if _light(hint):
        return _model(hint)
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return Annotated[StrictStr, Field(pattern=parts[1])]
    if origin is tuple:
        return tuple[tuple(part if part is Ellipsis else _strict(part) for part in parts)]  # type: ignore[misc]
    if origin is Mapping:
        return Mapping[parts[0], _strict(parts[1])]  # type: ignore[misc,valid-type]
    return {str: StrictStr, int: StrictInt, float: Number, bool: StrictBool}.get(hint, hint)
