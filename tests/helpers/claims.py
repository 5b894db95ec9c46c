"""What several tests of lessons ask of torch."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

import pytest
from torch import Tensor

from tests.helpers.told import told


def raises(page: str, message: str, function: Callable, error: type[Exception] = RuntimeError) -> None:
    """It raises this, and the page quotes it in both languages."""
    with pytest.raises(error, match=re.escape(message)):
        function()
    told(page, zh=f"`{message}", en=f"`{message}")


def within(values: Tensor, limit: float) -> bool:
    """Drawn uniformly between -limit and limit, and many enough to come close to both."""
    values = values.detach()
    return 0.97 * limit < values.abs().max() <= limit and values.std() == pytest.approx(limit / math.sqrt(3), rel=0.06)
