"""Arrays as bytes: NumPy's own file format, no pickle, the same bytes for the same arrays.

The digest guards against damage and mix-ups; it is no signature.
"""

import hashlib
import io
import zipfile

import numpy as np

_DIGEST = "digest"
_LARGEST = 8 * 2**20  # bytes; several times what a model of ours needs


class ArraysRefused(ValueError):
    """Stored arrays that must not be used. `code`: "unreadable", "damaged" or "outdated"."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


def pack(arrays: dict[str, np.ndarray]) -> bytes:
    """Return `arrays` as an uncompressed .npz with a SHA-256 digest of names, types and values."""
    arrays = {name: np.asarray(arrays[name]) for name in sorted(arrays)}
    buffer = io.BytesIO()
    np.savez(buffer, allow_pickle=False, **arrays, **{_DIGEST: digest_of(arrays)})
    return buffer.getvalue()


def unpack(stored: bytes) -> dict[str, np.ndarray]:
    """Return the arrays that `pack` stored.

    Raises `ArraysRefused`: "unreadable" if this is no such file (one that needs pickle is none),
    "damaged" if the digest does not fit the arrays.
    """
    arrays = _read(stored)
    digest = arrays.pop(_DIGEST, None)
    if digest is None or str(digest) != digest_of(arrays):
        raise ArraysRefused("damaged")
    return arrays


def _read(stored):
    if len(stored) > _LARGEST:
        raise ArraysRefused("unreadable")
    try:
        with zipfile.ZipFile(io.BytesIO(stored)) as members:
            too_large = sum(member.file_size for member in members.infolist()) > _LARGEST
        if too_large:
            raise ArraysRefused("unreadable")
        with np.load(io.BytesIO(stored), allow_pickle=False) as loaded:
            return dict(loaded)
    except (ValueError, EOFError, OSError, KeyError, SyntaxError, zipfile.BadZipFile) as error:
        raise ArraysRefused("unreadable") from error


def digest_of(arrays: dict[str, np.ndarray]) -> str:
    """Return the SHA-256 (hexadecimal) of the arrays' names, types, shapes and values."""
    digest = hashlib.sha256()
    for name in sorted(arrays):
        array = np.ascontiguousarray(arrays[name])
        digest.update(f"{name} {array.dtype.str} {array.shape}\n".encode())
        digest.update(array.tobytes())
    return digest.hexdigest()
