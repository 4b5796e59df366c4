"""The appendix's styles beside the body's: shared where both files say the same, else renamed so that each keeps its looks."""

from collections.abc import Iterable
from copy import deepcopy

from lxml import etree

from cchc_report.document.package import Package
from cchc_report.document.wordml import w

_PREFIX = "PL"
_SUFFIX = " (phụ lục)"
_USES = ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "numStyleLink", "styleLink")
_PARAGRAPH_ORDER = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers",
                    "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE",
                    "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents",
                    "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle",
                    "rPr", "sectPr", "pPrChange")  # fmt: skip
_RUN_ORDER = ("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow", "emboss", "imprint",
              "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern", "position", "sz", "szCs", "highlight", "u",
              "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath")  # fmt: skip
_FONT = "Times New Roman"
# What holds where a file's own defaults are silent; needed where the body's defaults are not.
_SILENT = {
    "spacing": {"before": "0", "after": "0", "line": "240", "lineRule": "auto"},
    "rFonts": {"ascii": _FONT, "hAnsi": _FONT, "cs": _FONT},
    "sz": {"val": "20"},
    "szCs": {"val": "20"},
}


def merge_styles(merged: Package, added: Package, trees: Iterable[etree._Element]) -> None:
    """Bring the appendix's styles into the merged package, and rename their uses in `trees` and in the appendix's lists."""
    styles, added_styles = merged.tree("styles"), added.tree("styles")
    if styles is None or added_styles is None:
        return
    if not _agree(styles, added_styles):
        trees = list(trees)
        _name_defaults(added_styles, trees)
        _carry_defaults(styles, added_styles)
        names = _rename(styles, added_styles)
        _rename_uses([added_styles, *trees], names)
        _rename_uses_in_lists(added, names)
    taken = {style.get(w("styleId")) for style in styles.iter(w("style"))}
    styles.extend([style for style in added_styles.iter(w("style")) if style.get(w("styleId")) not in taken])
    merged.put("styles", styles)


def _rename_uses(trees: Iterable[etree._Element], names: dict[str, str]) -> None:
    for use in (use for tree in trees for use in tree.iter(*map(w, _USES))):
        old = use.get(w("val"), "")
        use.set(w("val"), names.get(old, old))


def _rename_uses_in_lists(package: Package, names: dict[str, str]) -> None:
    lists = package.tree("numbering")
    if lists is not None:
        _rename_uses([lists], names)
        package.put("numbering", lists)


def _agree(styles: etree._Element, added: etree._Element) -> bool:
    """Tell whether every style that both have is the same in both, the defaults included."""
    if _canonical(styles.find(w("docDefaults"))) != _canonical(added.find(w("docDefaults"))):
        return False
    by_id = {style.get(w("styleId")): style for style in styles.iter(w("style"))}
    by_name = {_name(style): style for style in styles.iter(w("style"))}
    for style in added.iter(w("style")):
        same_id, same_name = by_id.get(style.get(w("styleId"))), by_name.get(_name(style))
        if same_id is not same_name or (same_id is not None and _canonical(same_id) != _canonical(style)):
            return False
    return True


def _canonical(element: etree._Element | None) -> str:
    """Return a text that is the same for what means the same, whatever prefixes and spaces a file uses."""
    if element is None:
        return ""
    attributes = sorted((str(a), v) for a, v in element.attrib.items() if not str(a).startswith(w("rsid")))
    skipped = {w("rsid"), w("uiPriority"), w("qFormat"), w("semiHidden"), w("unhideWhenUsed")}
    children = [_canonical(child) for child in element.iterchildren(etree.Element) if child.tag not in skipped]
    return f"{element.tag}{attributes}{children}"


def _name(style: etree._Element) -> str:
    name = style.find(w("name"))
    return "" if name is None else name.get(w("val"), "").casefold()


def _name_defaults(added: etree._Element, trees: list[etree._Element]) -> None:
    """Write the default styles' names where the appendix relied on their being the defaults."""
    for kind, host, properties, use in (("paragraph", "p", "pPr", "pStyle"), ("table", "tbl", "tblPr", "tblStyle")):
        default = _default_style(added, kind)
        for element in (e for tree in trees for e in tree.iter(w(host)) if default is not None):
            held = element.find(w(properties))
            if held is None:
                held = etree.Element(w(properties))
                element.insert(0, held)
            if held.find(w(use)) is None:
                held.insert(0, etree.Element(w(use), {w("val"): default or ""}))


def _default_style(styles: etree._Element, kind: str) -> str | None:
    """Return the id of the style that a kind of thing has where none is named."""
    for style in styles.iter(w("style")):
        if style.get(w("type")) == kind and style.get(w("default")) in {"1", "true", "on"}:
            return style.get(w("styleId"), "")
    return None


def _carry_defaults(styles: etree._Element, added: etree._Element) -> None:
    """Write the appendix's document defaults into its styles that are based on none, since only the body's defaults stay."""
    roots = [s for s in added.iter(w("style")) if s.get(w("type")) == "paragraph" and s.find(w("basedOn")) is None]
    for properties, order in (("pPr", _PARAGRAPH_ORDER), ("rPr", _RUN_ORDER)):
        path = f"{w('docDefaults')}/{w(properties + 'Default')}/{w(properties)}"
        defaults = _own_defaults(styles.find(path), added.find(path))
        for style in roots:
            _give(style, properties, order, defaults)


def _own_defaults(stays: etree._Element | None, goes: etree._Element | None) -> list[etree._Element]:
    """Return the defaults of letters or paragraphs that go, with what holds where they are silent and those that stay are not."""
    defaults = {child.tag: deepcopy(child) for child in ([] if goes is None else goes)}
    for child in [] if stays is None else stays:
        silent = _SILENT.get(etree.QName(child).localname)
        if silent:
            held = defaults.setdefault(child.tag, etree.Element(child.tag))
            _fill(held, {w(name): value for name, value in silent.items()})
    return list(defaults.values())


def _give(style: etree._Element, properties: str, order: tuple[str, ...], defaults: Iterable[etree._Element]) -> None:
    held = style.find(w(properties))
    if held is None:
        held = etree.Element(w(properties))
        run = style.find(w("rPr"))
        style.append(held) if run is None else run.addprevious(held)
    for default in defaults:
        own = held.find(default.tag)
        if own is None:
            held.append(deepcopy(default))
        else:
            _fill(own, dict(default.attrib))  # type: ignore[arg-type]  # attribute names are texts here
    ranks = {w(name): rank for rank, name in enumerate(order)}
    held[:] = sorted(held, key=lambda child: ranks.get(str(child.tag), len(ranks)))


def _fill(element: etree._Element, attributes: dict[str, str]) -> None:
    """Set the attributes that the element does not have; a theme's font counts as one."""
    themed = any(str(attribute).endswith("Theme") for attribute in element.attrib)
    for name, value in attributes.items():
        if name not in element.attrib and not (themed and element.tag == w("rFonts")):
            element.set(name, value)


def _rename(styles: etree._Element, added: etree._Element) -> dict[str, str]:
    """Give every style of the appendix an id and a name that the body does not have; return old ids with new ones."""
    ids = {style.get(w("styleId")) for style in styles.iter(w("style"))}
    taken = {_name(style) for style in styles.iter(w("style"))}
    names: dict[str, str] = {}
    for style in added.iter(w("style")):
        old = style.get(w("styleId"), "")
        new, number = f"{_PREFIX}{old}", 1
        while new in ids:
            number += 1
            new = f"{_PREFIX}{number}{old}"
        label = style.find(w("name"))
        if label is not None:
            text = label.get(w("val"), "") + _SUFFIX
            label.set(w("val"), text if text.casefold() not in taken else f"{text} {number + 1}")
        style.set(w("styleId"), new)
        style.set(w("customStyle"), "1")
        style.attrib.pop(w("default"), "")
        ids.add(new)
        names[old] = new
    return names
