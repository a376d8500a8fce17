"""Rules and a learner point at comments; people decide.

The rules with their word lists, and what scores comments with NumPy, are loaded when they are
first asked for: a process that only shows pages needs none of it.
"""

from importlib import import_module

from comments.flagging.findings import Assessment, Finding, Reason, Span

__all__ = [
    "ArraysRefused",
    "Assessment",
    "Finding",
    "Learner",
    "Reason",
    "Span",
    "assess",
    "assess_all",
    "check",
    "find_copy",
    "find_flood",
    "rule_score",
    "starting_score",
]

_LOADED_LATER = {
    "ArraysRefused": "stored_arrays",
    "Learner": "learner",
    "assess": "assessing",
    "assess_all": "assessing",
    "check": "rules",
    "find_copy": "copies",
    "find_flood": "copies",
    "rule_score": "rules",
    "starting_score": "starting_model",
}


def __getattr__(name):
    if name not in _LOADED_LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LOADED_LATER[name]}"), name)
