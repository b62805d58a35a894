"""Changes one entry of a person's YAML file, usually one answer, and leaves every other byte as it is.

The file is never written anew from its data. The lines of the entry are found, changed where the parser says that the
values stand, and read again; only if they then hold what was asked for, with every comment, and no other line changed,
is the result handed out. The rest of the file needs no second reading: the lines begin with that of a key or a comment
and end where the next thing begins, so they are YAML by themselves and nothing in them reaches beyond them.
"""

from govcheck.tools.yamledit.edit import put, remove, rename

__all__ = ["put", "remove", "rename"]
