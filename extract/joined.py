"""Things that belong together because a chain of pairs says so (union-find)."""

from __future__ import annotations


class Joined:
    """The numbers 0 to *count* - 1 in groups; each is alone until it is joined."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def root(self, i: int) -> int:
        """The number that stands for the group of *i*."""
        parent = self._parent
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    def join(self, i: int, j: int) -> None:
        """Make the groups of *i* and *j* one."""
        self._parent[self.root(i)] = self.root(j)

    def groups(self) -> list[list[int]]:
        """All groups, in the order of their first member; members ascend."""
        found: dict[int, list[int]] = {}
        for i in range(len(self._parent)):
            found.setdefault(self.root(i), []).append(i)
        return list(found.values())
