"""The store: entries come back as they were put in, or not at all."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from kanyin.store import Store, folder, is_private

KEY, OTHER = "ab" + "0" * 62, "cd" + "0" * 62


def entry(folder: Path, key: str) -> Path:
    return folder / key[:2] / key[2:]


def test_what_was_put_in_comes_out(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    assert store.get(KEY) is None
    store.put(KEY, b"forme")
    store.put(OTHER, b"")
    assert (store.get(KEY), store.get(OTHER)) == (b"forme", b"")
    assert Store(tmp_path / "store").get(KEY) == b"forme"


def test_nothing_is_made_before_there_is_something_to_keep(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    store.get(KEY)
    store.trim()
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize("damage", [b"", b"kanyin", b"kanyin 1\n" + bytes(32) + b"forme", b"\x80\x04K\x01."])
def test_a_damaged_entry_is_not_believed_and_goes_away(tmp_path: Path, damage: bytes) -> None:
    store = Store(tmp_path)
    tmp_path.chmod(0o700)
    store.put(KEY, b"forme")
    entry(tmp_path, KEY).write_bytes(damage)
    assert store.get(KEY) is None
    assert not entry(tmp_path, KEY).exists()


@pytest.mark.parametrize("place", range(0, 46, 5))
def test_a_byte_that_changed_is_seen(tmp_path: Path, place: int) -> None:
    tmp_path.chmod(0o700)
    store = Store(tmp_path)
    store.put(KEY, b"forme")
    whole = bytearray(entry(tmp_path, KEY).read_bytes())
    assert len(whole) == 46  # a mark of 9 bytes, a checksum of 32, and 5
    whole[place] ^= 1
    entry(tmp_path, KEY).write_bytes(whole)
    assert store.get(KEY) is None


@pytest.mark.skipif(os.name != "posix", reason="Windows has no modes")
def test_the_folder_is_the_users_alone(tmp_path: Path) -> None:
    store = Store(tmp_path / "a" / "store")
    store.put(KEY, b"forme")
    assert (tmp_path / "a" / "store").stat().st_mode & 0o777 == 0o700
    assert is_private(tmp_path / "a" / "store")


@pytest.mark.skipif(os.name != "posix", reason="Windows has no modes")
@pytest.mark.parametrize("mode", [0o777, 0o750, 0o701])
def test_a_folder_open_to_others_is_not_used(tmp_path: Path, mode: int) -> None:
    inside = tmp_path / "store"
    Store(inside).put(KEY, b"forme")
    inside.chmod(mode)
    store = Store(inside)
    assert store.get(KEY) is None
    store.put(OTHER, b"forme")
    assert not entry(inside, OTHER).exists()


def test_what_was_used_longest_ago_goes_first(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    store = Store(tmp_path, capacity=1000)
    keys = [f"{number:064x}" for number in range(5)]
    for number, key in enumerate(keys):
        store.put(key, bytes(259))  # 300 bytes with mark and checksum
        os.utime(entry(tmp_path, key), (number, number))
    os.utime(entry(tmp_path, keys[0]), (10, 10))
    store.trim()
    # 900 of 1000 bytes may stay: the three used last
    assert [key in keys and entry(tmp_path, key).exists() for key in keys] == [True, False, False, True, True]


def test_a_store_with_room_is_left_as_it_is(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    store = Store(tmp_path, capacity=600)
    store.put(KEY, bytes(259))
    store.put(OTHER, bytes(259))
    store.trim()
    assert entry(tmp_path, KEY).exists()
    assert entry(tmp_path, OTHER).exists()


def test_a_store_with_room_is_not_looked_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tmp_path.chmod(0o700)
    looked, look = Counter[str](), Store._entries

    def entries(store: Store) -> list[tuple[int, int, Path]]:
        looked["entries"] += 1
        return look(store)

    monkeypatch.setattr(Store, "_entries", entries)
    for key in ("ab", "cd", "ef", "01"):  # 300 bytes each time: they are looked at first, and when there are 1200
        store = Store(tmp_path, capacity=1000)
        store.put(key + KEY[2:], bytes(259))
        store.trim()
    assert looked["entries"] == 2
    assert [entry(tmp_path, key + KEY[2:]).exists() for key in ("ab", "cd")] == [False, True]  # 900 may stay


@pytest.mark.parametrize("sizes", ["12\nmany\n", "\xff"])
def test_sizes_that_say_nothing_are_counted_anew(tmp_path: Path, sizes: str) -> None:
    tmp_path.chmod(0o700)
    (tmp_path / "sizes").write_text(sizes, "latin-1")
    store = Store(tmp_path, capacity=250)
    store.put(KEY, bytes(259))
    store.trim()
    assert not entry(tmp_path, KEY).exists()
    assert (tmp_path / "sizes").read_text() == "0\n"


def test_a_place_that_cannot_be_written_to_is_as_no_store(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    store = Store(tmp_path / "file" / "store")
    store.put(KEY, b"forme")
    store.discard(KEY)
    store.trim()
    assert store.get(KEY) is None


def test_the_folder_may_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KANYIN_CACHE", str(tmp_path))
    assert folder() == tmp_path
    monkeypatch.delenv("KANYIN_CACHE")
    assert folder().name == "kanyin"
