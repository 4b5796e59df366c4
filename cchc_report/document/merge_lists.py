"""The appendix's numbered lists beside the body's: definitions copied under ids that are free, and their uses renumbered."""

from collections.abc import Iterable

from lxml import etree

from cchc_report.document.package import DOCUMENT, Package, serialise
from cchc_report.document.wordml import w

_LIST_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
_NOT_CARRIED = ("numPicBullet", "numIdMacAtCleanup")  # picture bullets need links of their own; a report has none


def renumber_lists(merged: Package, added: Package, trees: Iterable[etree._Element]) -> None:
    """Give the appendix's lists ids that the body does not use, in its definitions, its styles and `trees`."""
    added_lists = added.tree("numbering")
    if added_lists is None:
        return
    lists = merged.tree("numbering")
    abstract_step = 0 if lists is None else 1 + _highest(lists, "abstractNum", "abstractNumId")
    step = 0 if lists is None else 1 + _highest(lists, "num", "numId")
    _renumber(added_lists, abstract_step, step)
    added.put("numbering", added_lists)
    styles = added.tree("styles")
    if styles is not None:
        _shift(styles.iter(w("numId")), "val", step)
        added.put("styles", styles)
    for tree in trees:
        _shift(tree.iter(w("numId")), "val", step)


def bring_lists(merged: Package, added: Package) -> None:
    """Copy the appendix's lists, renumbered before, into the merged package."""
    added_lists = added.tree("numbering")
    if added_lists is None:
        return
    lists = merged.tree("numbering")
    if lists is None:
        merged.add(DOCUMENT, "numbering", "word/numbering.xml", serialise(added_lists), _LIST_TYPE)
        return
    _insert(lists, added_lists)
    merged.put("numbering", lists)


def _highest(lists: etree._Element, tag: str, attribute: str) -> int:
    return max((int(e.get(w(attribute), "0")) for e in lists.findall(w(tag))), default=0)


def _shift(elements: Iterable[etree._Element], attribute: str, step: int) -> None:
    for element in elements:
        if element.get(w(attribute), "0") != "0":  # the list number 0 means "no list"
            element.set(w(attribute), str(int(element.get(w(attribute), "0")) + step))


def _renumber(lists: etree._Element, abstract_step: int, step: int) -> None:
    for tag in _NOT_CARRIED:
        for element in lists.findall(w(tag)):
            lists.remove(element)
    for definition in lists.findall(w("abstractNum")):
        definition.set(w("abstractNumId"), str(int(definition.get(w("abstractNumId"), "0")) + abstract_step))
        for identity in definition.findall(w("nsid")) + definition.findall(w("tmpl")):
            definition.remove(identity)  # Word takes lists of one identity for one list
        for bullet in list(definition.iter(w("lvlPicBulletId"))):
            parent = bullet.getparent()
            if parent is not None:
                parent.remove(bullet)
    for use in lists.findall(f"{w('num')}/{w('abstractNumId')}"):
        use.set(w("val"), str(int(use.get(w("val"), "0")) + abstract_step))
    _shift(lists.findall(w("num")), "numId", step)


def _insert(lists: etree._Element, added: etree._Element) -> None:
    """Put the definitions before the first list and the lists after the last, as the format wants them."""
    first = lists.find(w("num"))
    for definition in added.findall(w("abstractNum")):
        lists.append(definition) if first is None else first.addprevious(definition)
    cleanup = lists.find(w("numIdMacAtCleanup"))
    for number in added.findall(w("num")):
        lists.append(number) if cleanup is None else cleanup.addprevious(number)
