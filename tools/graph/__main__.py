"""python -m tools.graph module:network --input 1x1x32x32 -o net.svg: the picture of your own network, without a browser.

    python -m tools.graph my_net:Net --input batchx3x64x64 -o net.svg
    python -m tools.graph "my_net.py:Net(classes=7)" --input 1x10:int64 --lang zh --horizontal -o net.svg
    python -m tools.graph my_net:Net --tree -o tree.svg

The network is a class, a function or an object of that module, or a call written out. One --input for each argument of
forward(): sizes with x between them; a name for a size that may be any; behind a colon a type other than float32.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import re
import sys
from pathlib import Path

from torch import nn

from tools.base.console import escape_what_is_foreign
from tools.graph.export import exported
from tools.graph.inputs import Input, input_of
from tools.graph.model import model_of
from tools.graph.program import GraphError, undisturbed
from tools.graph.reader import networks, said
from tools.graph.steps import dumps
from tools.graph.svg import svg
from tools.graph.tree import tree_of

TARGET = re.compile(r"((?:[A-Za-z]:(?=[/\\]))?[^:]*):(?![/\\])(.*)", re.S)
"""A module or a file, and an expression, which begins with no slash: the first colon of C:/nets/net.py:Net is a drive's."""
ENDINGS = (".svg", ".graph", ".onnx")


def network_of(target: str) -> nn.Module:
    """`my_net:Net`, `my_net.py:Net`, `torchvision.models:resnet18`, `my_net:Net(7)`."""
    if not (parts := TARGET.fullmatch(target)):
        raise GraphError(f"{target!r} names no network. Write module:Net, or file.py:Net")
    place, expression = parts.groups()
    names = vars(_file(Path(place)) if place.endswith(".py") else importlib.import_module(place))
    try:
        found = eval(expression, dict(names))
    except NameError as error:
        if error.name in names or error.name not in expression:
            raise
        raise GraphError(f"name {error.name!r} is not defined in {place}. {networks(names)}") from None
    network = found if isinstance(found, nn.Module) else found()
    if not isinstance(network, nn.Module):
        raise GraphError(f"{target} gives a {type(network).__name__}, which is no nn.Module")
    return network


def _file(path: Path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(path.resolve().parent))  # it may import its neighbours
    spec.loader.exec_module(module)
    return module


def main(arguments: list[str] | None = None) -> int:
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="python -m tools.graph", description=__doc__, formatter_class=form)
    parser.add_argument("network", help="module:Net, or file.py:Net")
    parser.add_argument("--input", action="append", default=[], metavar="1x1x32x32", help="once for each argument of forward()")
    parser.add_argument("-o", "--output", type=Path, required=True, help="net.svg, net.onnx, or net.graph (the data, as JSON)")
    parser.add_argument("--lang", choices=("en", "zh"), default="en")
    parser.add_argument("--horizontal", action="store_true", help="from left to right instead of downwards")
    parser.add_argument("--tree", action="store_true", help="the modules of the network instead of what forward() does")
    options = parser.parse_args(arguments)
    if options.output.suffix not in ENDINGS or (options.tree and options.output.suffix == ".onnx"):
        parser.error(f"{options.output} should end in {', '.join(ENDINGS)}; a tree has no .onnx")
    if not options.tree and not options.input:
        parser.error("give the inputs of forward(), such as --input 1x1x32x32")
    escape_what_is_foreign()
    sys.path.insert(0, "")
    try:
        write(options)
    except GraphError as error:
        reason = str(error)
    except (Exception, SystemExit) as error:  # the reader's code may raise anything
        reason = said(error)
    else:
        return 0
    print(f"no picture of {options.network}: {reason}", file=sys.stderr)
    return 1


def seen(network: nn.Module, inputs: list[Input]) -> nn.Module:
    """A lazy layer gets its sizes from the first input."""
    if inputs:
        with undisturbed(network):
            network(*(given.tensor for given in inputs))
    return network


def write(options: argparse.Namespace) -> None:
    network = network_of(options.network)
    inputs = [input_of(text) for text in options.input]
    graph, program = (tree_of(seen(network, inputs)), None) if options.tree else exported(network, inputs)
    if options.horizontal:
        graph["direction"] = "horizontal"
    if options.output.suffix == ".onnx":
        options.output.write_bytes(model_of(program))
    else:
        text = dumps(graph) if options.output.suffix == ".graph" else svg(graph, options.lang)
        options.output.write_text(text, "utf-8", newline="\n")
    boxes = "modules" if options.tree else "steps"
    print(f"{options.output}: {graph['title']}, {boxes}: {len(graph['nodes'])}, parameters: {graph['parameters']:,}")


if __name__ == "__main__":
    sys.exit(main())
