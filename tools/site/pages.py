"""Pages as MkDocs builds them. While you write, one to which nothing new has come is what the last build made of it."""

from __future__ import annotations

from typing import Any

from mkdocs.structure.pages import Page

from tools.site.page_cache import kept

MADE = ("content", "toc", "title", "_title_from_render", "present_anchor_ids")
"""What MkDocs keeps of a rendered page."""


class SitePage(Page):
    """`file.inputs` says what it is made of (tools/site/page_cache.py)."""

    def render(self, config, files) -> None:
        def make() -> dict[str, Any]:
            self.make(config, files)
            return {name: vars(self)[name] for name in MADE if name in vars(self)}

        vars(self).update(kept("page", self.file.src_path, self.file.inputs, make))

    def make(self, config, files) -> None:
        super().render(config, files)
