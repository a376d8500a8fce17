"""From the bytes of one extracted news text to a draft of a story.

`reading.read` makes numbered lines of the bytes and loses nothing, `classifier.classify`
says what each line is, `assembly.assemble` puts the lines together to a `StoryDraft`.
All of it is plain Python; writing a draft to the database is `store`'s work. Word lists and
patterns come with the first text: a process that only shows pages does without them.
"""

from importlib import import_module

__all__ = ["assemble", "make_seed", "store"]

_LOADED_LATER = {"assemble": "assembly", "make_seed": "seed", "store": "store"}


def __getattr__(name):
    if name not in _LOADED_LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = import_module(f"{__name__}.{_LOADED_LATER[name]}")
    return getattr(module, name, module)
