"""The mark DỰ THẢO across each page of a draft: a watermark in every header, as Word itself makes one."""

from copy import deepcopy

from lxml import etree

from cchc_report.document.package import DOCUMENT, Package, parse_xml, serialise
from cchc_report.document.wordml import R_NAMESPACE, W_NAMESPACE, sections, w

MARK = "DỰ THẢO"

_HEADER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
_EMPTY_HEADER = f'<w:hdr xmlns:w="{W_NAMESPACE}"><w:p/></w:hdr>'.encode()
# Word's own watermark, turned by 45 degrees and light grey; LibreOffice knows the shape by its name and draws it alike.
_SHAPE = f"""
<w:r xmlns:w="{W_NAMESPACE}" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<w:rPr><w:noProof/></w:rPr><w:pict>
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">
<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>
<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/>
<v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>
<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>
<v:textpath on="t" fitshape="t"/><v:handles><v:h position="#0,bottomRight" xrange="6629,14971"/></v:handles>
<o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>
<v:shape id="PowerPlusWaterMarkObject1" o:spid="_x0000_s2049" type="#_x0000_t136" alt="{MARK}"
 style="position:absolute;margin-left:0;margin-top:0;width:420pt;height:120pt;rotation:315;z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin"
 o:allowincell="f" fillcolor="#d0d0d0" stroked="f"><v:fill opacity=".5"/><v:textpath style="font-family:&quot;Times New Roman&quot;;font-size:1pt;font-weight:bold" string="{MARK}"/></v:shape>
</w:pict></w:r>"""


def mark_as_draft(package: Package) -> None:
    """Put the mark into every header of the package, and a header wherever a page would have none."""
    root = parse_xml(package.parts[DOCUMENT])
    _give_headers(package, root)
    package.parts[DOCUMENT] = serialise(root)
    headers = [name for name in package.parts if package.types[name] == _HEADER_TYPE]
    for number, name in enumerate(sorted(headers), start=1):
        header = parse_xml(package.parts[name])
        _mark(header, number)
        package.parts[name] = serialise(header)


def _give_headers(package: Package, root: etree._Element) -> None:
    """Let the first section have a header of every kind; later sections inherit those they do not have."""
    first = sections(root)[0] if sections(root) else etree.SubElement(root[0], w("sectPr"))
    given = {reference.get(w("type")) for reference in first.findall(w("headerReference"))}
    for kind in ("default", "first", "even"):
        if kind not in given:
            id_ = package.add(DOCUMENT, "header", f"word/header_{kind}.xml", _EMPTY_HEADER, _HEADER_TYPE)
            reference = etree.Element(w("headerReference"), {w("type"): kind, f"{{{R_NAMESPACE}}}id": id_})
            first.insert(0, reference)


def _mark(header: etree._Element, number: int) -> None:
    """Put the shape at the start of the header's first paragraph, under an id of its own."""
    shape = deepcopy(etree.fromstring(_SHAPE.replace("\n<", "<")))
    for element in shape.iter("{urn:schemas-microsoft-com:vml}shape"):
        element.set("id", f"PowerPlusWaterMarkObject{number}")
        element.set("{urn:schemas-microsoft-com:office:office}spid", f"_x0000_s{2048 + number}")
    paragraph = next((p for p in header.findall(w("p")) if "{%" not in str(etree.tostring(p))), None)
    if paragraph is None:  # a header that is a table only, or paragraphs that a tag may leave out
        paragraph = etree.SubElement(header, w("p"))
    properties = paragraph.find(w("pPr"))
    if properties is None:
        paragraph.insert(0, shape)
    else:
        properties.addnext(shape)
